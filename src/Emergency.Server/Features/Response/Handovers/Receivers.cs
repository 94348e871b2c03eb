using Emergency.Domain;
using Emergency.Domain.Handovers;
using Emergency.Hotlines;
using Emergency.Server.Infrastructure.Asking;

namespace Emergency.Server.Features.Handovers;

/// <summary>
/// Receivers of each kind of hand-over: a hotline over its line, or by telephone where there is no line; an office on
/// its own page.
/// </summary>
internal static class Receivers
{
    /// <summary>The role whose page shows hand-overs of this kind; null where they go to a hotline.</summary>
    public static Role? RoleOf(HandoverKind kind) => kind == HandoverKind.CivilAffairs ? Role.CivilAffairs : null;

    /// <summary>The hotline of this kind; null where it has a page here.</summary>
    public static HotlineCode? LineOf(HandoverKind kind) => HotlineCode.OfKind(HandoverEndpoints.Kebab(kind));

    /// <summary>True when it is addressed to the asker's own office.</summary>
    public static bool IsFor(this HandoverKnown one, Asked asked) =>
        RoleOf(one.Facts.Kind) is { } role && asked.Grants.Any(grant => grant.Role == role && grant.Scope.Covers(new(one.Facts.Division)));
}
