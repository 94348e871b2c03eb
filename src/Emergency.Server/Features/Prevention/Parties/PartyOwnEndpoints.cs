using Emergency.Domain;
using Emergency.Domain.Parties;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Parties;

/// <param name="Party">Null where this account signs in for no party.</param>
internal sealed record PartyOwnShown(PartyPage? Party, long Position);

/// <summary>Endpoints for a party's own page by its account: the same as by its link. It sees only itself and no other party.</summary>
internal static class PartyOwnEndpoints
{
    public static RouteGroupBuilder MapPartyOwn(this RouteGroupBuilder api)
    {
        var routes = api.MapGroup("/party").WithTags("parties");
        routes.MapGet("/", Read).Needs(PartyPermissions.Own);
        routes.MapPost("/asks/{askId:guid}/accept", Accept).Needs(PartyPermissions.Own);
        routes.MapPost("/asks/{askId:guid}/refuse", Refuse).Needs(PartyPermissions.Own);
        routes.MapPost("/asks/{askId:guid}/finish", Finish).Needs(PartyPermissions.Own);
        return api;
    }

    /// <summary>Its duties by article and the requests to it; nothing where the account was taken back.</summary>
    public static Outcome<PartyOwnShown> Read(Asked asked, Known known, ISealing sealing)
    {
        var own = PartyPage.Own(known, asked);
        return new Outcome<PartyOwnShown>(new(own is null ? null : PartyPage.Of(own, known, sealing), known.At.Value), known.At);
    }

    /// <summary>It says yes.</summary>
    public static Task<Outcome<Recorded>> Accept(Guid askId, Act act) => On(askId, act).Do(by => new AcceptAsk(new(askId), by, act.Now));

    /// <summary>Records the party's refusal and its reason. Its duty stays its own (太原 31(4)).</summary>
    public static Task<Outcome<Recorded>> Refuse(Guid askId, PartyWords body, Act act) =>
        Refused(PartyWords.Faults(body, needed: true))
        ?? Answer(askId, act, body, (words, by) => new RefuseAsk(new(askId), words, by, act.Now));

    /// <summary>It has done it.</summary>
    public static Task<Outcome<Recorded>> Finish(Guid askId, PartyWords body, Act act) =>
        Refused(PartyWords.Faults(body, needed: false))
        ?? Answer(askId, act, body, (words, by) => new FinishAsk(new(askId), words, by, act.Now));

    private static Task<Outcome<Recorded>> Answer(Guid askId, Act act, PartyWords body, Func<Sealed?, By, PartyCommand> make) =>
        On(askId, act)
            .Do(async party =>
            {
                var words = await act.SealText(party.Id.Value, body.Text?.Trim());
                return by => make(words, by);
            });

    private static ActOn<PartyKnown> On(Guid askId, Act act) =>
        new(act, askId, PartyPermissions.Own, () => Find(act), party => Entities.Party(party.Id), party => party.Place);

    private static async ValueTask<Found<PartyKnown>> Find(Act act)
    {
        if (PartyPage.Own(await act.Use<Folding>().Newest(act.Stop), act.Asked) is { } own)
            return own;
        return Problem.NotFound;
    }
}
