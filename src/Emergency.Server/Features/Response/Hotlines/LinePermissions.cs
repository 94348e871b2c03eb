using Emergency.Domain.Hotlines;
using Emergency.Server.Foundation;
using static Emergency.Domain.Role;

namespace Emergency.Server.Features.Hotlines;

/// <summary>Permissions to set up lines to hotlines. In a drill, hotlines are played in-house.</summary>
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
