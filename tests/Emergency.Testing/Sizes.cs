using System.Globalization;

namespace Emergency.Testing;

/// <summary>Sizes of tests: small in the daily run, large by hand.</summary>
public static class Sizes
{
    /// <summary>The number in environment variable <paramref name="name"/>, else the usual one.</summary>
    public static int Of(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : usual;
}
