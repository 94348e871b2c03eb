using Emergency.Domain.Lines;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Hotlines;

/// <summary>Who sets up lines to hotlines. In a drill they are played in the house.</summary>
internal static class LinePermissions
{
    private const string Live = "line.live-only";

    public static readonly Permission Read = new("line.read", [.. Roles.County, Operator]) { LiveOnly = Live };

    public static readonly Permission Keep = new("line.keep", [Operator])
    {
        LiveOnly = Live,
        Acts = [typeof(LineSet), typeof(LineSecretGiven), typeof(LineSecretEnded), typeof(LineEnded)],
    };
}
