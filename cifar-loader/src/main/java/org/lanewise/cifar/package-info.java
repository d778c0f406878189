/**
 * CIFAR data sets as {@link org.lanewise.core.data.Examples}: {@link org.lanewise.cifar.CifarDataset} opens them,
 * {@link org.lanewise.cifar.SyntheticCifar} makes a synthetic one.
 */
package org.lanewise.cifar;
