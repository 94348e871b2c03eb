using Microsoft.Extensions.Logging;

namespace Emergency.Engine.Cluster;

/// <summary>Lines that an operator of several nodes must read.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(
        1,
        LogLevel.Critical,
        "This node ends: others write to its database in a cluster of their own ({Others}), and they go on. Start it again: it joins them"
    )]
    public static partial void Divided(ILogger log, string others);

    [LoggerMessage(2, LogLevel.Warning, "The lease {Lease} is no longer held by {Owner}")]
    public static partial void LeaseLost(ILogger log, string lease, string owner);

    [LoggerMessage(3, LogLevel.Warning, "Others write to this node's database in a cluster of their own: {Others}")]
    public static partial void Outside(ILogger log, string others);

    [LoggerMessage(4, LogLevel.Information, "{Part} is not well: {Why}")]
    public static partial void Unwell(ILogger log, string part, string why);
}
