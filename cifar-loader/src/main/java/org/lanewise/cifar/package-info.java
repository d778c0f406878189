/**
 * CIFAR data sets as {@link org.lanewise.core.data.Examples}: {@link org.lanewise.cifar.CifarDataset} opens them,
 * {@link org.lanewise.cifar.SyntheticCifar} makes one up where there is none.
 */
package org.lanewise.cifar;
