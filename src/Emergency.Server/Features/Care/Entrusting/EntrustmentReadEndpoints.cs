using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Entrusting;
using Emergency.Domain.Places;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Entrusting;

/// <summary>
/// Endpoints that load entrusted care: the list, one child's card, a street's figures, the table. Each access to
/// children is recorded before the answer leaves.
/// </summary>
internal static class EntrustmentReadEndpoints
{
    public static RouteGroupBuilder MapEntrustmentReads(this RouteGroupBuilder api)
    {
        api.MapGet("/entrustments/table", Table).Needs(EntrustmentPermissions.Read);
        api.MapGet("/communities/{code}/entrustments", List).Needs(EntrustmentPermissions.Read);
        api.MapGet("/communities/{code}/entrustments/{personId:guid}", Card).Needs(EntrustmentPermissions.Read);
        api.MapGet("/streets/{code}/entrustments", Street).Needs(EntrustmentPermissions.Read);
        return api;
    }

    /// <summary>Terms, facts and letters. Each has its article; without one it is a local setting.</summary>
    public static Outcome<CheckTableShown> Table() => CheckTableShown.Of(EntrustmentPlans.Table);

    /// <summary>
    /// A community's entrusted children: suspected harm first, then failing carers, care that is over, late checks, then by
    /// door.
    /// </summary>
    public static async Task<Outcome<EntrustmentList>> List(string code, Act act)
    {
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        if (act.Asked.Allow(EntrustmentPermissions.Read, new Place(code)).Problem is { } problem)
            return problem;
        var known = act.Use<Folding>().Now;
        var query = new EntrustmentsQuery(known, act.Asked);
        var all = query.In(code);
        if (all.Count > 0)
        {
            var (_, sent) = await Record(act, code, [.. all.Select(one => one.Person.Id)]);
            if (!sent.Accepted)
                return sent.With<EntrustmentList>(null!);
        }
        return new Outcome<EntrustmentList>(
            new(
                code,
                known.Of<PlacesKnown>(act.Asked.Realm).Name(code),
                query.Today,
                EntrustmentFigures.Of(known.Of<EntrustmentsKnown>(act.Asked.Realm), code),
                all.Sum(query.Papers),
                [.. all.Select(query.Row)],
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>
    /// Card of a child: the entrustment, findings of the last check, letters with their deadlines, reports, the weeks of
    /// contact.
    /// </summary>
    public static async Task<Outcome<EntrustmentCard>> Card(string code, Guid personId, Act act)
    {
        var known = await act.Use<Folding>().Newest(act.Stop);
        var query = new EntrustmentsQuery(known, act.Asked);
        if (Find(query, act, code, new(personId)) is not ({ } one, var problem))
            return Find(query, act, code, new(personId)).Problem;
        var (access, sent) = await Record(act, code, [one.Person.Id], approval: query.By(one));
        if (!sent.Accepted)
            return sent.With<EntrustmentCard>(null!);
        var told = await act.Use<EntrustmentHistory>().Of(act.Asked.Realm, code, one.Person.Id, known, act.Stop);
        return new Outcome<EntrustmentCard>(
            new(
                access.ToString(),
                query.Row(one),
                [
                    .. EntrustmentPlans.Table.Facts.Select(fact => new FactShown(
                        fact.Code,
                        fact.Answers,
                        fact.Worrying,
                        fact.Article,
                        told.LastText?.Answers.FirstOrDefault(answer => answer.Question == fact.Code)?.Answer
                    )),
                ],
                told.LastText?.Note,
                told.Last?.SeenAt,
                told.LastBy,
                LetterPaper.Shown(known, query, one, told),
                [
                    .. told
                        .Reports.Values.OrderByDescending(report => report.At)
                        .Select(report => HarmReportEndpoints.Shown(known, act.Asked, report, told)),
                ],
                one.Care.Asked?.Due,
                EntrustmentHistory.Weeks(told, query.Today),
                [.. told.Entries.Reverse()],
                query.Dial(one),
                query.By(one) is null,
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>The communities of a street in figures, and by door only checks seven days late and owed reports.</summary>
    public static async Task<Outcome<StreetEntrustments>> Street(string code, Act act)
    {
        if (!Divisions.IsCode(code) || code.Length != 9)
            return Problem.NotFound;
        if (act.Asked.Allow(EntrustmentPermissions.Read, new Place(code)).Problem is { } problem)
            return problem;
        var known = act.Use<Folding>().Now;
        var (query, all, places) = (
            new EntrustmentsQuery(known, act.Asked),
            known.Of<EntrustmentsKnown>(act.Asked.Realm),
            known.Of<PlacesKnown>(act.Asked.Realm)
        );
        var (rows, late, papers) = (new List<StreetEntrusted>(), new List<EntrustmentRow>(), 0);
        foreach (var community in all.All.Keys.Where(one => one.StartsWith(code, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            rows.Add(new(community, places.Name(community), EntrustmentFigures.Of(all, community)));
            var children = query.In(community);
            papers += children.Sum(query.Papers);
            List<Entrusted> far = [.. children.Where(one => one.Care.Asked is not null || EntrustmentFigures.Worst(one.Care) >= 4)];
            if (far.Count == 0)
                continue;
            var (_, sent) = await Record(act, community, [.. far.Select(one => one.Person.Id)]);
            if (!sent.Accepted)
                return sent.With<StreetEntrustments>(null!);
            late.AddRange(far.Select(query.Row));
        }
        return new Outcome<StreetEntrustments>(new(code, papers, rows, late, known.At.Value), known.At);
    }

    internal static (Entrusted? One, Problem Problem) Find(EntrustmentsQuery query, Act act, string code, PersonId id)
    {
        if (!Divisions.IsCommunity(code))
            return (null, Problem.NotFound);
        if (query.Of(code, id) is { } one)
            return (one, Problem.NotFound);
        var (_, problem) = act.Asked.Allow(EntrustmentPermissions.Read, act.Asked.Within(EntrustmentPermissions.Read, code));
        return (null, problem ?? Problem.Of(Entrustment.Unknown));
    }

    internal static ValueTask<(AccessId Id, Sent Sent)> Record(
        Act act,
        string community,
        ListOf<PersonId> persons,
        AccessPurpose purpose = AccessPurpose.Register,
        string? approval = null
    ) =>
        act.Use<Recording>()
            .Write(
                act.Asked,
                EntrustmentPermissions.Read,
                act.Asked.Within(EntrustmentPermissions.Read, community),
                byTask: false,
                new(purpose, null, community, persons, Approval: approval, Code: ReasonCode.Care),
                act.Stop
            );
}
