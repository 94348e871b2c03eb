using Emergency.Domain;
using Emergency.Domain.TemporaryCare;
using Emergency.Server.Across.Duplicates;
using Emergency.Server.Features.Entrusting;
using Emergency.Server.Features.People;
using Emergency.Server.Features.TemporaryCare;
using Emergency.Server.Features.Visits;
using Emergency.Server.Foundation;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Due;

namespace Emergency.Server.Across.Today;

/// <summary>探访: the numbers of overdue and of due visits.</summary>
internal sealed class VisitsAreDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Realm != Entities.Live || asked.Asked.Allow(VisitPermissions.Overview, new(asked.Division)).Problem is not null)
            yield break;
        foreach (var community in asked.Communities)
        {
            var all = asked.Known.Of<VisitsKnown>().Of(community).Values.Where(one => !one.Paused).ToList();
            var (late, query) = (all.Where(one => one.IsLate(asked.Today)).ToList(), $"community={community}");
            if (late.Count > 0)
                yield return new(
                    "visit-late",
                    community,
                    late.Min(one => one.Next) ?? asked.Today,
                    "visits",
                    query,
                    late.Count,
                    Stake: Stake.People
                );
            foreach (
                var day in all.Where(one => !one.IsLate(asked.Today) && (one.Next <= asked.Until || one.Extras.Count > 0))
                    .GroupBy(one => one.Extras.Count > 0 || one.Next is not { } next || next < asked.Today ? asked.Today : next)
                    .OrderBy(day => day.Key)
            )
                yield return new("visit", community, day.Key, "visits", query, day.Count(), Stake: Stake.People);
        }
    }
}

/// <summary>来自探访: visitors' requests to the secretary, until somebody has handled them.</summary>
internal sealed class VisitsAskIsDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Realm != Entities.Live || asked.Asked.Allow(VisitPermissions.Settle, new(asked.Division)).Problem is not null)
            yield break;
        var residents = asked.Known.Of<ResidentsKnown>();
        foreach (var community in asked.Communities)
        {
            var waiting = asked
                .Known.Of<VisitsKnown>()
                .Of(community)
                .Where(one =>
                    one.Value.Aside?.Asks is not null
                    && residents.Persons.GetValueOrDefault(one.Key) is { Left: null, Erased: false } person
                    && person.Community == community
                )
                .Select(one => one.Value.Aside!.Asks!.Min(ask => ask.Since))
                .ToList();
            if (waiting.Count > 0)
                yield return new(
                    "visit-asks",
                    community,
                    Shanghai.Day(waiting.Min()),
                    "residents",
                    $"community={community}&only=visitAsks%3Dyes",
                    waiting.Count,
                    Stake: Stake.People
                );
        }
    }
}

/// <summary>委托照护: reports of harm that must still be made, letters, checks.</summary>
internal sealed class EntrustedIsDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Realm != Entities.Live || asked.Asked.Allow(EntrustmentPermissions.Read, new(asked.Division)).Problem is not null)
            yield break;
        foreach (var community in asked.Communities)
        {
            var (all, query) = (asked.Known.Of<EntrustmentsKnown>().Of(community).Values.ToList(), $"community={community}&tab=entrusted");
            if (all.Count(one => one.Asked is not null) is > 0 and var harm)
                yield return new("harm-report", community, asked.Today, "residents", query, harm, Stake: Stake.Life);
            var letters = all.SelectMany(one => one.Letters).Where(letter => letter.Stage == LetterStage.Owed).ToList();
            if (letters.Count > 0)
            {
                var before = letters.Min(letter => letter.Before);
                yield return new(
                    "letter",
                    community,
                    before is { } at ? Shanghai.Day(at) : null,
                    "residents",
                    query,
                    letters.Count,
                    At: before,
                    Stake: Stake.People
                );
            }
            var sent = all.SelectMany(one => one.Letters)
                .Where(letter => letter.Stage == LetterStage.Sent && letter.Before is not null)
                .ToList();
            if (sent.Count + all.Sum(one => one.Awaited.Count) is > 0 and var awaited)
                yield return new(
                    "letter-answer",
                    community,
                    sent.Count > 0 ? Shanghai.Day(sent.Min(letter => letter.Before!.Value)) : null,
                    "residents",
                    query,
                    awaited,
                    Others: true
                );
            var checks = all.Where(one => one.Next is { } next && next.Day <= asked.Until).ToList();
            if (checks.Count > 0)
                yield return new(
                    "entrusted-check",
                    community,
                    checks.Min(one => one.Next!.Before),
                    "residents",
                    query,
                    checks.Count,
                    Stake: Stake.People
                );
        }
    }
}

/// <summary>临时照料: cases that nobody has looked at today.</summary>
internal sealed class CareIsDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (asked.Asked.Realm != Entities.Live)
            yield break;
        var communities = asked.Communities.ToHashSet(StringComparer.Ordinal);
        foreach (
            var place in asked
                .Known.Of<CareKnown>()
                .All.Values.Where(one =>
                    one.State.Stage is not (CareStage.None or CareStage.Ended)
                    && communities.Contains(one.State.Community)
                    && one.Concerns(asked.Asked.Account, asked.Asked.Grants)
                )
                .GroupBy(one => one.State.Community, StringComparer.Ordinal)
        )
        {
            string Opens(List<CareCaseKnown> some) => DueRooms.Single("care", some, one => one.Id.Value).TrimStart('&');
            var asks = place.Where(one => one.State.Ask is not null || one.State.Offer is not null).ToList();
            if (asks.Count > 0)
                yield return new("care-answer", place.Key, null, "care", Opens(asks), asks.Count, Others: true);
            var open = place.Where(one => one.State.LastChecked != asked.Today).ToList();
            if (open.Count > 0)
                yield return new(
                    "care",
                    place.Key,
                    asked.Today,
                    "care",
                    Opens(open),
                    open.Count,
                    At: open.Min(one => one.State.Due),
                    Stake: open.Any(one => one.State.LateLevel > 0) ? Stake.Life : Stake.People
                );
        }
    }
}

/// <summary>名单: people who come from another community, records that may be duplicates, and records that are old.</summary>
internal sealed class RegisterIsDue : IDueToday
{
    public IEnumerable<DueThing> Of(DueAsked asked)
    {
        if (
            asked.Asked.Realm != Entities.Live
            || asked.Asked.Allow(PeoplePermissions.RegisterKeep, new(asked.Division)).Problem is not null
        )
            yield break;
        var residents = asked.Known.Of<ResidentsKnown>();
        foreach (var community in asked.Communities)
        {
            var query = $"community={community}";
            var coming = residents.Given.Values.Where(one => one.To == community).ToList();
            if (coming.Count > 0)
                yield return new("move", community, Shanghai.Day(coming.Min(one => one.At)).AddDays(7), "residents", query, coming.Count);
            if (residents.Given.Values.Count(one => one.From == community) is > 0 and var going)
                yield return new("move-waits", community, null, "residents", query, going, Others: true);
            if (Likenesses.Find(residents, residents.PersonsOf(community)).Count is > 0 and var alike)
                yield return new("duplicate", community, null, "residents", $"{query}&tab=duplicates", alike);
            if (residents.PersonsOf(community).Count(person => ResidentsQuery.IsUnverified(person, asked.Today)) is > 0 and var old)
                yield return new("register-old", community, null, "residents", $"{query}&only=unverified%3D1", old);
        }
    }
}
