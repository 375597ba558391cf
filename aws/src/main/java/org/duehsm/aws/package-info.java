/**
 * Requests to AWS, and to what speaks its language, signed by Signature Version 4 ({@link
 * org.duehsm.aws.Signature4Signer}) or 2: query APIs ({@link org.duehsm.aws.QuerySigner}, {@link
 * org.duehsm.aws.Ec2Client}) and S3 ({@link org.duehsm.aws.S3Signer}). The {@link org.duehsm.aws.AccessKey}
 * decides where the secret is.
 */
package org.duehsm.aws;
