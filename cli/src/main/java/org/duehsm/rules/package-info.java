/**
 * Who may do what with which keys of the device, the same for every listener of the daemon. The package knows
 * neither the listeners nor the device; they ask it.
 */
package org.duehsm.rules;
