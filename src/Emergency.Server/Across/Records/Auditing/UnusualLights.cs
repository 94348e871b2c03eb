using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Across.Auditing;

/// <summary>Broadcasts unusually many readings to watchers of the county.</summary>
internal sealed class UnusualLights : LightsOf<UnusualReadingKnown, string>
{
    protected override string View => UnusualReadingView.Unusual;

    protected override bool IsNews(Happened happened) => false;

    protected override IEnumerable<string> Touched(UnusualReadingKnown before, UnusualReadingKnown after, Happened happened) =>
        ReferenceEquals(before.Hours, after.Hours)
            ? []
            : before.Hours.Concat(after.Hours).Select(hour => hour.County).Distinct(StringComparer.Ordinal);

    protected override IEnumerable<string> Near(UnusualReadingKnown state, string realm, Group group) =>
        group is { Kind: "division", Id.Length: 6 } ? [group.Id] : [];

    protected override Light? Of(UnusualReadingKnown state, string thing, string realm)
    {
        var there = state.Hours.Where(one => one.County == thing).ToList();
        return there.Count == 0
            ? null
            : new(
                thing,
                () => new UnusualLight(there.Select(one => one.Account).Distinct().Count(), there[^1].Hour),
                Audience.Only(Group.Division(realm, thing))
            );
    }
}

/// <summary>The number of accounts of a county with unusually many readings, and the newest such hour. No account is named.</summary>
internal sealed record UnusualLight(int Accounts, DateTimeOffset Hour);
