using System.Globalization;
using Akka.Actor;

namespace Emergency.Engine.Settings;

/// <summary>The addresses of the nodes of a database: each says its own in table about, and renews it.</summary>
internal static class Addresses
{
    private const string Prefix = "node.";
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(6);

    /// <summary>The name under which a node says it.</summary>
    public static string NameOf(string node) => Prefix + node;

    public static string Said(Address at, DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"{at} {now.UtcTicks}");

    /// <summary>The address that a node said last; null where it ended well, or never was.</summary>
    public static Address? Last(IReadOnlyDictionary<string, string> about, string node) =>
        about.TryGetValue(NameOf(node), out var said) ? Address.Parse(said.Split(' ')[0]) : null;

    /// <summary>The addresses of the others that have said them within 6 s.</summary>
    public static IReadOnlyList<Address> Others(IReadOnlyDictionary<string, string> about, string node, DateTimeOffset now) =>
        [
            .. about
                .Where(entry => entry.Key.StartsWith(Prefix, StringComparison.Ordinal) && entry.Key != NameOf(node))
                .Select(entry => entry.Value.Split(' '))
                .Where(said =>
                    (now - new DateTimeOffset(long.Parse(said[1], CultureInfo.InvariantCulture), TimeSpan.Zero)).Duration() < Stale
                )
                .Select(said => Address.Parse(said[0])),
        ];
}
