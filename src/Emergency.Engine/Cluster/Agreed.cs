using System.Globalization;
using System.Security.Cryptography;
using Emergency.Engine.Schema;
using Emergency.Engine.Settings;
using Emergency.Engine.Storage;

namespace Emergency.Engine.Cluster;

/// <summary>Agreement of all nodes of a database: the secret by which they know each other, and into how many shards each kind is cut. The first node to come says both, in table about.</summary>
internal static class Agreed
{
    private const string Duty = "agree",
        ShardsName = "nodes-shards";
    private const int KeyBytes = 32;
    private static readonly TimeSpan Term = TimeSpan.FromSeconds(6),
        Pause = TimeSpan.FromMilliseconds(100),
        // As long as a node may take from here until it is up and says where it is.
        Beginning = TimeSpan.FromSeconds(30);

    /// <summary>The secret of all nodes of a database, 32 bytes. Throws <see cref="CannotStart"/> where this node cuts a kind otherwise than those that run.</summary>
    public static async Task<byte[]> Key(INotes notes, string node, ClusterFile file, CancellationToken stop)
    {
        while (!await notes.HoldDuty(Duty, node, Term, stop))
            await Task.Delay(Pause, TimeProvider.System, stop);
        try
        {
            var about = await notes.ReadAbout(stop);
            Check(about, node, file);
            var key = Said(about) ?? RandomNumberGenerator.GetBytes(KeyBytes);
            await notes.WriteAbout(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    [Layout.NodesKeyName] = Convert.ToBase64String(key),
                    [ShardsName] = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{node} {TimeProvider.System.GetUtcNow().UtcTicks} {Cut(file)}"
                    ),
                },
                stop
            );
            return key;
        }
        finally
        {
            await notes.ReleaseDuty(Duty, node, CancellationToken.None);
        }
    }

    private static byte[]? Said(IReadOnlyDictionary<string, string> about)
    {
        if (!about.TryGetValue(Layout.NodesKeyName, out var said))
            return null;
        var key = new byte[KeyBytes];
        return Convert.TryFromBase64String(said, key, out var length) && length == KeyBytes
            ? key
            : throw new CannotStart(
                $"{Layout.NodesKeyName} in table about is damaged: stop all nodes, delete the row, and start them again"
            );
    }

    private static void Check(IReadOnlyDictionary<string, string> about, string node, ClusterFile file)
    {
        if (!about.TryGetValue(ShardsName, out var said) || said.Split(' ', 3) is not [var first, var ticks, var theirs])
            return;
        var (mine, now) = (Cut(file), TimeProvider.System.GetUtcNow());
        var at = new DateTimeOffset(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero);
        var isBeginning = first != node && (now - at).Duration() < Beginning;
        if (mine != theirs && (isBeginning || Addresses.Others(about, node, now).Count > 0))
            throw new CannotStart(
                $"kinds are cut into other shards on the nodes that run ({Text(theirs)}) than in cluster.json here ({Text(mine)}): "
                    + "write the same in all, or stop all nodes for half a minute first"
            );
    }

    private static string Text(string cut) => cut.Length == 0 ? "all as usual" : cut;

    private static string Cut(ClusterFile file) =>
        string.Join(
            ' ',
            file.Kinds.Where(kind => kind.Value.Shards != KindSettings.UsualShards)
                .OrderBy(kind => kind.Key, StringComparer.Ordinal)
                .Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind.Key}={kind.Value.Shards}"))
        );
}
