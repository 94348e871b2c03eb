namespace Emergency.Benchmarks;

/// <summary>Percentiles of measured waits, in milliseconds.</summary>
internal static class Lags
{
    public static double Of(IReadOnlyCollection<double> all, double part) =>
        all.Order().ElementAt(Math.Min(all.Count - 1, (int)(all.Count * part)));
}
