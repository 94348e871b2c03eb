using Akka.Configuration;

namespace Emergency.Engine.Settings;

/// <summary>File <c>akka.conf</c> in the data folder: settings of Akka.NET that an operator adds, such as extensions to load. They go before ours, except those on which the data depends.</summary>
internal static class OperatorHocon
{
    public const string Name = "akka.conf";

    /// <summary>Paths that are not theirs to set, and why.</summary>
    private static readonly (string Path, string Why)[] Ours =
    [
        ("akka.remote", "cluster.json says where a node is and who may reach it"),
        ("akka.cluster.seed-nodes", "cluster.json says whom a node joins"),
        ("akka.cluster.roles", "cluster.json says what a node is there for"),
        ("akka.cluster.downing-provider-class", "cluster.json says who goes on after a split"),
        ("akka.cluster.split-brain-resolver", "cluster.json says who goes on after a split"),
        ("akka.cluster.sharding", "cluster.json says how a kind is kept"),
        ("akka.persistence", "the journal is the installation's own"),
        ("akka.actor.provider", "the database says whether a node is alone"),
        ("akka.actor.serializers", "only messages of this engine and of Akka's cluster travel"),
        ("akka.actor.serialization-bindings", "only messages of this engine and of Akka's cluster travel"),
        ("akka.actor.serialization-identifiers", "only messages of this engine and of Akka's cluster travel"),
        ("akka.actor.serialization-settings", "only messages of this engine and of Akka's cluster travel"),
        ("akka.actor.creation-handlers", "only messages of this engine and of Akka's cluster travel"),
        ("akka.coordinated-shutdown", "the server ends its process itself"),
        ("emergency", "these settings are the engine's own"),
    ];

    /// <summary>Null where there is no such file. Throws <see cref="CannotStart"/> where it cannot be read, or sets what is not an operator's to set.</summary>
    public static Config? Read(string folder)
    {
        var file = Path.Combine(folder, Name);
        if (!File.Exists(file))
            return null;
        var text = File.ReadAllText(file);
        if (HoconText.Fault(text) is { } fault)
            throw new CannotStart($"{file}: {fault}");
        var read = Parsed(file, text);
        foreach (var (path, why) in Ours)
            if (read.HasPath(path))
                throw new CannotStart($"{file}: {path} is not set here: {why}");
        return read;
    }

    private static Config Parsed(string file, string text)
    {
#pragma warning disable CA1031 // The reader has no exception of its own for what it cannot read.
        try
        {
            return ConfigurationFactory.ParseString(text);
        }
        catch (Exception e)
        {
            throw new CannotStart($"{file}: {e.Message}");
        }
#pragma warning restore CA1031
    }
}
