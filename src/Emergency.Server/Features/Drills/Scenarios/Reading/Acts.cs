using System.Collections.Frozen;
using Emergency.Domain;
using Emergency.Server.Foundation;

namespace Emergency.Server.Features.Drills.Scenarios.Reading;

/// <summary>
/// Finds the roles whose act an expected event is, so that a scenario cannot expect an act from a role that is not allowed to do it.
/// </summary>
internal static class Acts
{
    // If several permissions allow an act, one of them is enough. Events that reactions and clocks write belong to no permission.
    private static readonly FrozenDictionary<string, Permission[]> Needed = (
        from row in StoredAttribute.All
        let any = Permission.All.Where(permission => permission.Acts.Contains(row.Value)).ToArray()
        where any.Length > 0
        select (row.Key, any)
    ).ToFrozenDictionary(row => row.Key, row => row.any, StringComparer.Ordinal);

    public static IEnumerable<string> Forms => Needed.Keys;

    /// <summary>Roles that may do the act of the event; null where it is nobody's act.</summary>
    public static IReadOnlyList<Role>? Who(string form) =>
        Needed.TryGetValue(form, out var any)
            ? [.. Enum.GetValues<Role>().Where(role => any.Any(permission => permission.Of(role) != Reach.No))]
            : null;
}
