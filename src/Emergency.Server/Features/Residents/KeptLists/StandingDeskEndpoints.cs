using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.KeptLists;
using Emergency.Domain.Places;
using Emergency.Server.Features.Accounts;
using Emergency.Server.Features.People;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.AccessRecords;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Privacy;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.KeptLists;

/// <summary>Endpoints for the committee's side of standing lists: their holders, and papers in circulation.</summary>
internal static class StandingDeskEndpoints
{
    public static RouteGroupBuilder MapStandingDesk(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/communities/{code}/standing").WithTags("standing");
        routes.MapGet("/", Desk).Needs(StandingPermissions.Read);
        routes.MapPost("/give", Give).Needs(StandingPermissions.Give);
        routes.MapPost("/take-back", TakeBack).Needs(StandingPermissions.Give);
        routes.MapPost("/papers", Print).Needs(StandingPermissions.Print);
        routes.MapPost("/papers/{number}/destroyed", Destroyed).Needs(StandingPermissions.Destroy);
        return api;
    }

    /// <summary>
    /// Building chiefs with the lists given to them, for askers who can give one, and the papers that are not destroyed yet.
    /// </summary>
    public static Outcome<StandingDesk> Desk(string code, Asked asked, Known known)
    {
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        if (asked.Allow(StandingPermissions.Read, asked.Within(StandingPermissions.Read, code)).Problem is { } problem)
            return problem;
        var state = known.Of<StandingKnown>(Entities.Live).Of(code);
        var gives = asked.Allow(StandingPermissions.Give, new Place(code)).Grant is not null;
        return new Outcome<StandingDesk>(
            new(
                gives ? [.. Chiefs(known.Of<AccountsKnown>(), code, state, Shanghai.Day(asked.Now))] : [],
                [
                    .. state.Papers.Values.Select(paper => new PaperShown(
                        paper.Number,
                        paper.Building,
                        paper.Count,
                        paper.By.Role,
                        paper.At,
                        paper.Signed?.Role,
                        paper.Signed?.Account == asked.Account
                    )),
                ],
                known.At.Value
            ),
            known.At
        );
    }

    private static IEnumerable<ChiefShown> Chiefs(AccountsKnown accounts, string code, StandingLists state, DateOnly today) =>
        accounts
            .Accounts.Values.Select(account => (Account: account, Grant: ChiefHere(account, code)))
            .Where(one => one.Grant is not null)
            .OrderBy(one => one.Grant!.Scope.Building, StringComparer.Ordinal)
            .ThenBy(one => one.Account.Name, StringComparer.Ordinal)
            .Select(one => new ChiefShown(
                one.Account.Id.Key,
                Masks.Name(one.Account.Contact?.Person ?? one.Account.Name ?? ""),
                one.Grant!.Scope.Building,
                state.IsGiven(one.Account.Id, today) ? state.Given[one.Account.Id] : null
            ));

    private static Grant? ChiefHere(AccountKnown account, string code) =>
        account.Grants.FirstOrDefault(grant => StandingPermissions.Keep.Of(grant.Role) == Reach.Assigned && grant.Scope.Division == code);

    /// <summary>交给: gives a chief the list of doors and needs of their own building, until a day at most 30 days ahead.</summary>
    public static Task<Outcome<Recorded>> Give(string code, NewStandingGiving body, Act act) =>
        Refused(NewStandingGiving.Faults(body))
        ?? Do(
            act,
            StandingPermissions.Give,
            code,
            by => new GiveList(new(body.Account!), body.Until!.Value, by, act.Now),
            known =>
                known.Of<AccountsKnown>().Find(new(body.Account!)) is { } account && ChiefHere(account, code) is not null
                    ? null
                    : new Problem("standing.no-chief", [])
        );

    /// <summary>收回: takes a list back, at any time. The phone deletes it once it learns of that.</summary>
    public static Task<Outcome<Recorded>> TakeBack(string code, NewTakingBack body, Act act) =>
        Refused(NewTakingBack.Faults(body))
        ?? Do(act, StandingPermissions.Give, code, by => new TakeListBack(new(body.Account!), by, act.Now));

    /// <summary>
    /// Prints the list of a building or of the community, at any time. The print is recorded with its reason and everybody
    /// on it, and numbered, so that it can be destroyed.
    /// </summary>
    public static async Task<Outcome<PaperPrinted>> Print(string code, NewPaper body, Act act)
    {
        if (NewPaper.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        if (act.Asked.Allow(StandingPermissions.Print, new Place(code)).Problem is { } problem)
            return problem;
        var known = await act.Use<Folding>().Newest(act.Stop);
        List<StandingPerson> items =
        [
            .. new StandingQuery(known, act.Asked)
                .In(code, StandingPermissions.Print)
                .Where(one => body.Building is null || one.Door.Building == body.Building),
        ];
        var (access, read) = await act.Use<Recording>()
            .Write(
                act.Asked,
                StandingPermissions.Print,
                new Place(code),
                byTask: false,
                new(
                    AccessPurpose.Print,
                    null,
                    code,
                    [.. items.Select(one => one.PersonId)],
                    await act.Seal(Names.Key(act.Asked.Account), new FreeText(body.Reason!.Trim())),
                    items.Exists(one => one is { Minor: true, Masked: false }) ? Approvals.Standing : null
                ),
                act.Stop
            );
        if (!read.Accepted)
            return read.With<PaperPrinted>(null!);
        var sent = await act.Send(
            StandingPermissions.Print,
            new Place(code),
            Entities.StandingLists(code),
            by => new PrintList(access, body.Building, items.Count, by, act.Now)
        );
        if (!sent.Accepted)
            return sent.With<PaperPrinted>(null!);
        var printed = (await act.Use<Folding>().With(now => Paper(now, code, access) is not null, act.Stop));
        return Paper(printed, code, access) is { } paper
            ? sent.With(
                new PaperPrinted(
                    paper.Number,
                    code,
                    known.Of<PlacesKnown>(act.Asked.Realm).Name(code),
                    body.Building,
                    items,
                    sent.Position.Value
                )
            )
            : new Problem("engine.busy", []);
    }

    private static Paper? Paper(Known known, string code, AccessId access) =>
        known.Of<StandingKnown>(Entities.Live).Of(code).Papers.Values.FirstOrDefault(paper => paper.Access == access);

    /// <summary>Signs that a paper is destroyed. The second signature must be another account's.</summary>
    public static Task<Outcome<Recorded>> Destroyed(string code, int number, Act act) =>
        Do(act, StandingPermissions.Destroy, code, by => new SignDestroyed(number, by, act.Now));

    private static async Task<Outcome<Recorded>> Do(
        Act act,
        Permission permission,
        string code,
        Func<By, Command> make,
        Func<Known, Problem?>? against = null
    )
    {
        if (!Divisions.IsCommunity(code))
            return Problem.NotFound;
        var place = act.Asked.Within(permission, code);
        if (act.Asked.Allow(permission, place).Problem is { } problem)
            return problem;
        if (against?.Invoke(act.Use<Folding>().Now) is { } refused)
            return refused;
        var sent = await act.Send(permission, place, Entities.StandingLists(code), make);
        return sent.With(new Recorded(act.Asked.CommandId, sent.Position.Value));
    }
}
