namespace Emergency.Server.Features.Accounts;

/// <summary>The clocks of the nodes of one installation.</summary>
internal static class NodeClocks
{
    /// <summary>So far they may lie apart: what one node has signed a moment ago another takes, whose clock is behind.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(30);
}
