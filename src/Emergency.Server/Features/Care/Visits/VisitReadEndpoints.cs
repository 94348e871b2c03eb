using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Places;
using Emergency.Server.Features.Calls;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Visits;

/// <summary>
/// Endpoints that load visits: the walk, a person's card and history, the table. Each access to persons is recorded
/// before the answer leaves.
/// </summary>
internal static class VisitReadEndpoints
{
    private const int Farthest = 31;

    public static RouteGroupBuilder MapVisitReads(this RouteGroupBuilder api)
    {
        api.MapGet("/visits/mine", Mine).Needs(VisitPermissions.Read);
        api.MapGet("/visits/mine/count", Count).Needs(VisitPermissions.Read);
        api.MapGet("/visits/table", Table).Needs(VisitPermissions.Read);
        api.MapGet("/communities/{code}/visits/rung", Rung).Needs(VisitPermissions.Read);
        api.MapGet("/communities/{code}/visits/{personId:guid}", Card).Needs(VisitPermissions.Read);
        api.MapGet("/communities/{code}/visits/{personId:guid}/history", History).Needs(VisitPermissions.Read);
        return api;
    }

    /// <summary>
    /// Visits of the asker today: late ones first, then those after a warning or a power cut, then by door. ahead: also
    /// visits due in so many days (0 to 31). all: also the walks of others in the asker's own communities.
    /// </summary>
    public static async Task<Outcome<VisitsToday>> Mine(Act act, int ahead = 0, bool all = false)
    {
        if (ahead is < 0 or > Farthest)
            return Problem.Bad($"?ahead: 0 to {Farthest}");
        var known = act.Use<Folding>().Now;
        var query = new VisitsQuery(known, act.Asked);
        var (until, tally) = (query.Today.AddDays(ahead), new MonthTally(query.Today));
        var (shown, own) = (new List<VisitDue>(), new List<VisitKnown>());
        foreach (var community in query.Walked)
        {
            List<Visited> mine = [.. query.In(community).Where(one => all && !one.Sight.ByTask || query.IsMine(one))];
            own.AddRange(mine.Select(one => one.Visit));
            List<Visited> due = [.. mine.Where(one => one.Visit.IsDue(until))];
            if (due.Count == 0)
                continue;
            var (_, sent) = await Record(
                act,
                community,
                due.TrueForAll(one => one.Sight.ByTask),
                [.. due.Select(one => one.Person.Id)],
                query.By(due)
            );
            if (!sent.Accepted)
                return sent.With<VisitsToday>(null!);
            shown.AddRange(query.Walk(due).Select(query.Shown));
        }
        return new Outcome<VisitsToday>(
            new(
                query.Today,
                shown.Count(one => one.Next <= query.Today || one.Extras.Count > 0),
                tally.Counts(own),
                own.Where(visit => visit.Next > query.Today).Select(visit => visit.Next).Min(),
                shown,
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>
    /// Number of the asker's visits today, number of late ones among them, and the next day where today has none. No
    /// person's data is accessed.
    /// </summary>
    public static Outcome<VisitsCounted> Count(Act act)
    {
        var known = act.Use<Folding>().Now;
        var query = new VisitsQuery(known, act.Asked);
        List<VisitKnown> mine = [.. query.Walked.SelectMany(query.In).Where(query.IsMine).Select(one => one.Visit)];
        return new Outcome<VisitsCounted>(
            new(
                mine.Count(visit => visit.IsDue(query.Today)),
                mine.Count(visit => visit.Next < query.Today),
                mine.Where(visit => visit.Next > query.Today).Select(visit => visit.Next).Min(),
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>Intervals, questions, reasons and triggers. Each has its article; without one it is a local setting.</summary>
    public static Outcome<VisitTableShown> Table() => VisitTableShown.Of(VisitPlans.Table);

    /// <summary>
    /// Calls made because visits in a community are late, while any is, the newest first: all of them for keepers of its
    /// month, else those to the asker. No visited person's data is accessed.
    /// </summary>
    public static Outcome<VisitsRung> Rung(string code, Act act, VoiceGateway gateway)
    {
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        var asked = act.Asked;
        if (asked.Allow(VisitPermissions.Read, asked.Within(VisitPermissions.Read, code)).Problem is { } problem)
            return problem;
        var (known, all) = (act.Use<Folding>().Now, asked.Allow(VisitPermissions.Overview, new Place(code)).Problem is null);
        return new Outcome<VisitsRung>(
            new(
                [
                    .. known
                        .Of<CallsKnown>(asked.Realm)
                        .AboutVisits(code)
                        .Where(call => all || call.IsTo(asked))
                        .OrderByDescending(call => call.At)
                        .ThenBy(call => call.Id.Value)
                        .Select(call => CalledShown.Of(call, known, asked, gateway)),
                ],
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>Card of a person.</summary>
    public static async Task<Outcome<VisitCard>> Card(string code, Guid personId, Act act)
    {
        var known = await act.Use<Folding>().Newest(act.Stop);
        var query = new VisitsQuery(known, act.Asked);
        if (Find(query, act, code, new(personId)) is not ({ } one, var problem))
            return Find(query, act, code, new(personId)).Problem;
        var (access, sent) = await Record(act, code, one.Sight.ByTask, [one.Person.Id], query.By(one));
        if (!sent.Accepted)
            return sent.With<VisitCard>(null!);
        var entries = await act.Use<VisitHistory>().Of(act.Asked.Realm, code, one.Person.Id, MayRead(one), known, act.Stop);
        var shown = query.Shown(one);
        return new Outcome<VisitCard>(
            new(
                access.ToString(),
                shown,
                one.Visit.Every > 0,
                one.Visit.Every,
                one.Visit.Aside?.Resting,
                one.Visit.Aside?.Hand,
                QuestionShown.Of(VisitPlans.Table.Asked(shown.Questions)),
                entries.LastOrDefault(entry => entry.Means is not null || entry.Missed is not null),
                MayRead(one) ? VisitAskShown.Of(one.Visit) : [],
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>All events of a person's visits, oldest first.</summary>
    public static async Task<Outcome<VisitHistoryShown>> History(string code, Guid personId, Act act)
    {
        var known = await act.Use<Folding>().Newest(act.Stop);
        var query = new VisitsQuery(known, act.Asked);
        if (Find(query, act, code, new(personId)) is not ({ } one, var problem))
            return Find(query, act, code, new(personId)).Problem;
        var (access, sent) = await Record(act, code, one.Sight.ByTask, [one.Person.Id]);
        if (!sent.Accepted)
            return sent.With<VisitHistoryShown>(null!);
        var entries = await act.Use<VisitHistory>().Of(act.Asked.Realm, code, one.Person.Id, MayRead(one), known, act.Stop);
        return new Outcome<VisitHistoryShown>(new(access.ToString(), one.Person.Id, entries, known.At.Value), known.At);
    }

    // The words tell of illness: an asker who was handed a single door sees only that somebody was there.
    private static bool MayRead(Visited one) => !one.Sight.ByTask;

    private static (Visited? One, Problem Problem) Find(VisitsQuery query, Act act, string code, PersonId id)
    {
        if (!Divisions.IsCommunity(code))
            return (null, Problem.NotFound);
        if (query.Of(code, id) is { } one)
            return (one, Problem.NotFound);
        var (_, problem) = act.Asked.Allow(VisitPermissions.Read, act.Asked.Within(VisitPermissions.Read, code));
        return (null, problem ?? Problem.Of(Domain.Visits.PersonVisits.Unknown));
    }

    internal static ValueTask<(AccessId Id, Infrastructure.Dispatch.Sent Sent)> Record(
        Act act,
        string community,
        bool byTask,
        ListOf<PersonId> persons,
        string? approval = null
    ) =>
        act.Use<Recording>()
            .Write(
                act.Asked,
                VisitPermissions.Read,
                act.Asked.Within(VisitPermissions.Read, community),
                byTask,
                new(AccessPurpose.Register, null, community, persons, Approval: approval, Code: ReasonCode.Visit),
                act.Stop
            );
}
