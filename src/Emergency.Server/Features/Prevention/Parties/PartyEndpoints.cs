using Emergency.Domain;
using Emergency.Domain.Incidents;
using Emergency.Domain.Links;
using Emergency.Domain.Parties;
using Emergency.Domain.Places;
using Emergency.Server.Features.Communities;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Features.Links;
using Emergency.Server.Features.Places;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Finding;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Parties;

/// <summary>
/// Endpoints for property companies, owners' committees, units, volunteer bodies … of a community: their facts, their
/// terms, and the requests to them.
/// </summary>
internal static class PartyEndpoints
{
    public static RouteGroupBuilder MapPartyActs(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/communities/{code}/parties").WithTags("parties");
        routes.MapGet("/", List).Needs(PartyPermissions.Read);
        routes.MapPost("/", Enter).Needs(PartyPermissions.Edit).Produces<Recorded>(StatusCodes.Status201Created);
        routes.MapPost("/{partyId:guid}/correct", Correct).Needs(PartyPermissions.Edit);
        routes.MapPost("/{partyId:guid}/end", End).Needs(PartyPermissions.Edit);
        routes.MapPost("/{partyId:guid}/asks", Ask).Needs(PartyPermissions.Ask);
        routes.MapPost("/{partyId:guid}/asks/{askId:guid}/accept", Accept).Needs(PartyPermissions.Ask);
        routes.MapPost("/{partyId:guid}/asks/{askId:guid}/refuse", Refuse).Needs(PartyPermissions.Ask);
        routes.MapPost("/{partyId:guid}/asks/{askId:guid}/finish", Finish).Needs(PartyPermissions.Ask);
        routes.MapPost("/{partyId:guid}/asks/{askId:guid}/withdraw", Withdraw).Needs(PartyPermissions.Ask);
        routes.MapPost("/{partyId:guid}/link", MakeLink).Needs(PartyPermissions.Ask).Produces<LinkGiven>(StatusCodes.Status201Created);
        routes.MapPost("/{partyId:guid}/link/withdraw", WithdrawLink).Needs(PartyPermissions.Ask);
        api.MapGroup("/streets/{code}/parties").WithTags("parties").MapGet("/", Street).Needs(PartyPermissions.Overview);
        return api;
    }

    /// <summary>
    /// The parties of a community with the requests to them, their duties by article, and the estates without a property
    /// company.
    /// </summary>
    public static Outcome<PartiesShown> List(string code, Asked asked, Known known, ISealing sealing) =>
        CommunitySeen.Find(known, asked, PartyPermissions.Read, code) is (null, var problem)
            ? problem
            : new Outcome<PartiesShown>(new PartyQuery(known, asked.Now).Of(code, asked, sealing), known.At);

    /// <summary>
    /// The communities of a street: parties, estates without a company, requests that wait, are late, or were refused in the
    /// last 30 days.
    /// </summary>
    public static Outcome<StreetParties> Street(string code, Asked asked, Known known)
    {
        if (code is not { Length: 9 } || !Divisions.IsCode(code))
            return Problem.NotFound;
        if (asked.Allow(PartyPermissions.Overview, new Place(code)).Problem is { } problem)
            return problem;
        var query = new PartyQuery(known, asked.Now);
        return new Outcome<StreetParties>(
            new(
                [
                    .. known
                        .Of<PlacesKnown>(Entities.Live)
                        .Communities(code)
                        .Where(one => one.Facts.Successor is null)
                        .Select(one => query.Counted(one.Code, one.Name)),
                ],
                known.At.Value
            ),
            known.At
        );
    }

    /// <summary>Adds a party. A serving party of the same kind and name is not added twice.</summary>
    public static async Task<Outcome<Recorded>> Enter(string code, NewParty body, Act act)
    {
        if (NewParty.Faults(body) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        var known = await act.Use<Folding>().Newest(act.Stop);
        if (CommunitySeen.Find(known, act.Asked, PartyPermissions.Edit, code) is (null, var problem))
            return problem;
        var id = act.Asked.NewId<PartyId>();
        var same = known
            .Of<PartiesKnown>(Entities.Live)
            .Of(code)
            .FirstOrDefault(one =>
                one.Id != id && one.Facts.Kind == body.Kind && one.Name == body.Name!.Trim() && one.State.LastDay is null
            );
        if (same is not null)
            return new Problem("party.already-there", [same.Name]);
        var contact = await act.Seal(id.Value, Contact(body));
        var facts = body.Facts(code, Shanghai.Day(act.Now), await act.Seal(id.Value, new FreeText(body.Name!.Trim())), contact);
        var sent = await act.Send(PartyPermissions.Edit, new Place(code), Entities.Party(id), by => new EnterParty(facts, by, act.Now));
        return sent.With(new Recorded(id.Value, sent.Position.Value), StatusCodes.Status201Created);
    }

    /// <summary>Replaces a party's record. A correction based on an older revision is refused.</summary>
    public static Task<Outcome<Recorded>> Correct(string code, Guid partyId, NewParty body, Act act) =>
        Refused(NewParty.Faults(body))
        ?? On(code, partyId, PartyPermissions.Edit, act)
            .Do(async party =>
            {
                var contact = Contact(body);
                var stands = act.Sealing.Open<PartyContact>(party.Facts.Contact);
                var written = stands == contact ? party.Facts.Contact : await act.Seal(partyId, contact);
                var name =
                    party.Facts.SealedName is { } called && party.Name == body.Name!.Trim()
                        ? called
                        : await act.Seal(partyId, new FreeText(body.Name!.Trim()));
                var facts = body.Facts(code, party.Facts.From, name, written);
                return by => new CorrectParty(facts, body.Revision ?? party.State.Revision, by, act.Now);
            });

    /// <summary>Ends a party's service. Refused while requests to it are open.</summary>
    public static Task<Outcome<Recorded>> End(string code, Guid partyId, PartyEnding body, Act act) =>
        Refused(PartyEnding.Faults(body))
        ?? On(code, partyId, PartyPermissions.Edit, act)
            .Do(async _ =>
            {
                var why = await act.SealText(partyId, body.Why);
                return by => new EndParty(body.LastDay ?? Shanghai.Day(act.Now), why, by, act.Now);
            });

    /// <summary>Requests something of a party until a time, on an ordinary day or for an incident of its community.</summary>
    public static async Task<Outcome<Recorded>> Ask(string code, Guid partyId, NewPartyAsk body, Act act)
    {
        if (NewPartyAsk.Faults(body, act.Now) is { Count: > 0 } faults)
            return Problem.Bad(faults);
        if (body.Incident is { } incident && MayAsk(act, code) && !await Concerns(act, incident, code))
            return Problem.Of(Incident.Unknown);
        var id = act.Asked.NewId<PartyAskId>();
        var on = On(code, partyId, PartyPermissions.Ask, act) with { Id = id.Value };
        return await on.Do(async party =>
        {
            var text = party.State.Asks.GetValueOrDefault(id)?.Text ?? await act.Seal(partyId, new FreeText(body.Text!.Trim()));
            return by => new AskParty(id, text, body.Duty, body.Incident, body.Due!.Value, by, act.Now);
        });
    }

    /// <summary>Records that the party agreed by telephone.</summary>
    public static Task<Outcome<Recorded>> Accept(string code, Guid partyId, Guid askId, Act act) =>
        On(code, partyId, PartyPermissions.Ask, act).Do(by => new AcceptAsk(new(askId), by, act.Now));

    /// <summary>Records that the party refused, and its reason: evidence that the duty was theirs.</summary>
    public static Task<Outcome<Recorded>> Refuse(string code, Guid partyId, Guid askId, PartyWords body, Act act) =>
        Refused(PartyWords.Faults(body, needed: true))
        ?? Answer(code, partyId, act, body, (words, by) => new RefuseAsk(new(askId), words, by, act.Now));

    /// <summary>Records that a request is fulfilled.</summary>
    public static Task<Outcome<Recorded>> Finish(string code, Guid partyId, Guid askId, PartyWords body, Act act) =>
        Refused(PartyWords.Faults(body, needed: false))
        ?? Answer(code, partyId, act, body, (words, by) => new FinishAsk(new(askId), words, by, act.Now));

    /// <summary>Withdraws a request that is not needed any more.</summary>
    public static Task<Outcome<Recorded>> Withdraw(string code, Guid partyId, Guid askId, PartyWords body, Act act) =>
        Refused(PartyWords.Faults(body, needed: false))
        ?? Answer(code, partyId, act, body, (words, by) => new WithdrawAsk(new(askId), words, by, act.Now));

    /// <summary>
    /// Makes a link and a code to the party's own page, where it sees requests and answers them. An earlier link opens no
    /// more.
    /// </summary>
    public static async Task<Outcome<LinkGiven>> MakeLink(string code, Guid partyId, Act act)
    {
        if (await act.Use<Finder<PartyKnown>>().Find(act.Asked, partyId, act.Stop) is not ({ } party, _) || party.Facts.Community != code)
            return Problem.NotFound;
        return party.State.LastDay is null
            ? await LinkMaking.Make(act, PartyPermissions.Ask, party.Place, LinkPurpose.PartyAsks, partyId)
            : Problem.Of(Party.Over);
    }

    /// <summary>Withdraws the link: it opens nothing any more.</summary>
    public static async Task<Outcome<Recorded>> WithdrawLink(string code, Guid partyId, Act act)
    {
        if (await act.Use<Finder<PartyKnown>>().Find(act.Asked, partyId, act.Stop) is not ({ } party, _) || party.Facts.Community != code)
            return Problem.NotFound;
        // Without an open link no command is sent, so the permission must be checked here.
        return act.Asked.Allow(PartyPermissions.Ask, party.Place).Problem is { } problem
            ? problem
            : await LinkMaking.Withdraw(act, PartyPermissions.Ask, party.Place, partyId);
    }

    private static Task<Outcome<Recorded>> Answer(
        string code,
        Guid partyId,
        Act act,
        PartyWords body,
        Func<Sealed?, By, PartyCommand> make
    ) =>
        On(code, partyId, PartyPermissions.Ask, act)
            .Do(async _ =>
            {
                var words = await act.SealText(partyId, body.Text?.Trim());
                return by => make(words, by);
            });

    private static bool MayAsk(Act act, string code) => act.Asked.Allow(PartyPermissions.Ask, new Place(code)).Problem is null;

    // The request stands on the incident's timeline, so the asker must have access to that incident.
    private static async ValueTask<bool> Concerns(Act act, IncidentId incident, string code) =>
        await act.Use<IncidentSight>().Find(act.Asked, incident.Value, act.Stop) is { } seen && seen.Concerns(code);

    private static PartyContact Contact(NewParty body) => new(body.Person!.Trim(), [.. body.Phones!.Select(one => one.Trim())]);

    private static ActOn<PartyKnown> On(string code, Guid id, Permission permission, Act act) =>
        act.On<PartyKnown>(id, permission, found => Entities.Party(found.Id), found => found.Place) with
        {
            Against = found => found.Facts.Community == code ? null : Problem.NotFound,
        };
}
