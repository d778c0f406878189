/**
 * Features that are computed of others before a linear classifier sees them: responses of an image's patches to filters that
 * were learned without labels, and whatever else is a {@link org.lanewise.learn.features.FeatureMap}.
 */
package org.lanewise.learn.features;
