using Akka.Configuration;

namespace Emergency.Engine.Settings;

/// <summary>The files of a node that an operator has written into its data folder.</summary>
/// <param name="Operator">Null where nothing of Akka.NET itself was set.</param>
internal sealed record NodeFiles(ClusterFile Cluster, Config? Operator)
{
    /// <summary>Throws <see cref="CannotStart"/> where one of them says what cannot be.</summary>
    public static NodeFiles Read(string folder) => new(ClusterFile.Read(folder), OperatorHocon.Read(folder));
}
