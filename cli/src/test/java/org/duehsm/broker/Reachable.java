package org.duehsm.broker;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All byte arrays that can be reached from an object through those of this project, arrays, and collections. */
final class Reachable {

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final ArrayDeque<Object> todo = new ArrayDeque<>();
    private final List<byte[]> found = new ArrayList<>();

    private Reachable() {}

    static List<byte[]> bytes(Object... roots) throws IllegalAccessException {
        Reachable all = new Reachable();
        for (Object root : roots) {
            all.add(root);
        }
        while (!all.todo.isEmpty()) {
            all.follow(all.todo.removeFirst());
        }
        return all.found;
    }

    private void add(Object object) {
        if (object != null && seen.add(object)) {
            todo.add(object);
        }
    }

    private void follow(Object object) throws IllegalAccessException {
        if (object instanceof byte[] bytes) {
            found.add(bytes);
        } else if (object instanceof Object[]) {
            for (int i = 0; i < Array.getLength(object); i++) {
                add(Array.get(object, i));
            }
        } else if (object instanceof Iterable<?> many) {
            many.forEach(this::add);
        } else if (object instanceof Map<?, ?> map) {
            map.values().forEach(this::add);
        } else {
            for (Class<?> type = object.getClass(); isOurs(type); type = type.getSuperclass()) {
                followFields(type, object);
            }
        }
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("org.duehsm.");
    }

    private void followFields(Class<?> type, Object object) throws IllegalAccessException {
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
                field.setAccessible(true);
                add(field.get(object));
            }
        }
    }
}
