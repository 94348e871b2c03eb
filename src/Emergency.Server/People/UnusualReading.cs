using System.Collections.Immutable;
using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.People;

/// <summary>How often one account has read personal data within one hour of the clock (UTC), in which county last, and when the hour began.</summary>
public sealed record ReadingHour(AccountId Account, string County, DateTimeOffset Hour, int Readings);

/// <summary>The hour in which each account read last, and the hours that were unusual, the newest last; at most a thousand.</summary>
public sealed record UnusualReading(ImmutableDictionary<AccountId, ReadingHour> Last, ImmutableList<ReadingHour> Hours)
{
    public static readonly UnusualReading None = new(ImmutableDictionary<AccountId, ReadingHour>.Empty, []);
}

/// <summary>Counts readings, and tells who watches the county how many accounts have read unusually much today; which, only the auditor and the commander may ask.</summary>
public sealed class UnusualReadingView(Settings settings) : View<UnusualReading>
{
    public const string Unusual = "unusual-reading";
    private const int Most = 1_000;

    public override string Name => "unusual-reading";
    public override UnusualReading Empty => UnusualReading.None;

    protected override UnusualReading Fold(UnusualReading state, Happened happened, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        ArgumentNullException.ThrowIfNull(changes);
        // In a drill people are stand-ins: nobody is read there.
        if (happened.Event is not AccessRecorded read || happened.Entity.Realm != Entities.Live) return state;
        var (account, hour) = (read.By.Account, Start(read.At));
        var before = state.Last.GetValueOrDefault(account);
        var now = new ReadingHour(account, Divisions.County(read.Community), hour, before?.Hour == hour ? before.Readings + 1 : 1);
        var next = state with { Last = state.Last.SetItem(account, now) };
        if (now.Readings < settings.ReadingsPerHour) return next;
        var hours = now.Readings == settings.ReadingsPerHour || !state.Hours.Contains(before!) ? state.Hours.Add(now) : state.Hours.Replace(before!, now);
        next = next with { Hours = hours.Count > Most ? hours.RemoveAt(0) : hours };
        if (now.Readings == settings.ReadingsPerHour) Tell(next, now.County, changes);
        return next;
    }

    public override void Show(UnusualReading state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(changes);
        if (realm == Entities.Live && group is { Kind: "division", Id.Length: 6 } && Light(state, group.Id) is { } light) changes.To(group, Unusual, group.Id, light);
    }

    private static void Tell(UnusualReading state, string county, Changes changes)
    {
        if (Light(state, county) is { } light) changes.To(Group.Division(Entities.Live, county), Unusual, county, light);
    }

    private static UnusualLight? Light(UnusualReading state, string county)
    {
        var there = state.Hours.Where(one => one.County == county).ToList();
        return there.Count == 0 ? null : new(there.Select(one => one.Account).Distinct().Count(), there[^1].Hour);
    }

    private static DateTimeOffset Start(DateTimeOffset at) => new(at.UtcDateTime.Date.AddHours(at.UtcDateTime.Hour), TimeSpan.Zero);
}

/// <summary>How many accounts of a county have read unusually much, and the newest hour in which one did. No account is named.</summary>
public sealed record UnusualLight(int Accounts, DateTimeOffset Hour);
