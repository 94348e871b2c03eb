namespace Emergency.Server.Features.Accounts;

/// <summary>The clocks of the nodes of one installation.</summary>
internal static class NodeClocks
{
    /// <summary>
    /// Tolerated difference between two nodes' clocks: a node accepts signatures that another has made this far in its future.
    /// </summary>
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(30);
}
