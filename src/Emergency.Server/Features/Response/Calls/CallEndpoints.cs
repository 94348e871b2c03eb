using Emergency.Domain.Calls;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Acting;
using Emergency.Server.Infrastructure.Answers;
using Emergency.Server.Infrastructure.Asking;
using Emergency.Server.Infrastructure.Views;
using static Emergency.Server.Infrastructure.Acting.Bodies;

namespace Emergency.Server.Features.Calls;

/// <summary>叫应: lists calls; records answers on the page or by hand, drivers, and the ways by which a village was warned.</summary>
internal static class CallEndpoints
{
    public static RouteGroupBuilder MapCallActs(this RouteGroupBuilder api)
    {
        api.MapGet("/calls", List).Needs(CallPermissions.Read);
        api.MapPost("/calls/{callId:guid}/awake", Awake).Needs(CallPermissions.Answer);
        api.MapPost("/calls/{callId:guid}/pass", Pass).Needs(CallPermissions.Answer);
        api.MapPost("/calls/{callId:guid}/proofs", Prove).Needs(CallPermissions.Prove);
        api.MapGet("/loudspeakers", Loudspeakers).Needs(CallPermissions.Sound);
        api.MapPost("/calls/{callId:guid}/broadcast", Sound).Needs(CallPermissions.Sound);
        api.MapPost("/calls/{callId:guid}/answered", Answered).Needs(CallPermissions.Reach);
        api.MapPost("/calls/{callId:guid}/unanswered", Unanswered).Needs(CallPermissions.Reach);
        api.MapPost("/calls/{callId:guid}/again", Again).Needs(CallPermissions.Reach);
        api.MapPost("/calls/{callId:guid}/drive", SetOut).Needs(CallPermissions.Reach);
        api.MapPost("/calls/{callId:guid}/reached", Reached).Needs(CallPermissions.Reach);
        return api;
    }

    /// <summary>Lists calls that the asker may see, by receiver. matter: calls about one order, warning or call-out, including ended ones. incident: calls to people about tasks and call-outs of one incident. Without either: running calls to desks. receiver: only of one community or street.</summary>
    public static Outcome<Page<CalledShown>> List(
        Asked asked,
        Known known,
        VoiceGateway gateway,
        Guid? matter = null,
        Guid? incident = null,
        string? receiver = null,
        int? limit = null,
        string? next = null
    )
    {
        var calls = known.Of<CallsKnown>(asked.Realm);
        var found =
            matter is { } id ? Enum.GetValues<CallKind>().SelectMany(kind => calls.Of(kind, id))
            : incident is { } of ? calls.Running.Values.Where(one => one.State.Member is not null && one.State.About!.Incident?.Value == of)
            : calls.Running.Values.Where(one => one.State.Member is null);
        return Page.Of(
            found.Where(one =>
                !one.State.About!.IsPersonal
                && (receiver is null || one.State.Receiver == receiver)
                && asked.Allow(CallPermissions.Read, asked.Within(CallPermissions.Read, one.State.Receiver)).Problem is null
            ),
            Key,
            one => CalledShown.Of(one, known, asked, gateway),
            limit,
            next,
            known.At
        );

        static string Key(CallKnown one) => $"{one.State.Receiver}/{one.Id}";
    }

    /// <summary>我醒了，我来: a called person answers on the page; nobody else is rung.</summary>
    public static Task<Outcome<Recorded>> Awake(Guid callId, Act act) =>
        On(callId, act, CallPermissions.Answer, own: true).Do(by => new AnswerCall(null, CallMeans.App, by, act.Now));

    /// <summary>叫副职: the rung person cannot come, so the next one is rung at once, not after the whole step.</summary>
    public static Task<Outcome<Recorded>> Pass(Guid callId, PassedOn body, Act act) =>
        Refused(PassedOn.Faults(body))
        ?? On(callId, act, CallPermissions.Answer, own: true).Do((_, by) => new FailRing(body.Attempt!.Value, PassedOn.Cause, by, act.Now));

    /// <summary>
    /// Records a way by which the village was warned: loudspeaker, gong, doors knocked at. The last record of each way counts.
    /// </summary>
    public static Task<Outcome<Recorded>> Prove(Guid callId, NewProof body, Act act) =>
        Refused(NewProof.Faults(body))
        ?? On(callId, act, CallPermissions.Prove)
            .Do((_, by) => new TellProof(body.Kind!.Value, body.Works ?? true, body.Doors, body.Of, by, act.Now));

    /// <summary>Tells if loudspeakers can be used.</summary>
    public static Outcome<LoudspeakersShown> Loudspeakers(Asked asked, LoudspeakerGateway gateway) =>
        new LoudspeakersShown(gateway.Exists && asked.Realm == Entities.Live, Call.LongestBroadcast);

    /// <summary>
    /// 放喇叭: all loudspeakers of the place say a text three times. The asker writes the text, and it cannot be taken back.
    /// </summary>
    public static Task<Outcome<Recorded>> Sound(Guid callId, NewBroadcast body, LoudspeakerGateway gateway, Act act)
    {
        if (Refused(NewBroadcast.Faults(body)) is { } refused)
            return refused;
        var on = On(callId, act, CallPermissions.Sound);
        return (on with { Against = call => on.Against!(call) ?? (gateway.Exists ? null : new Problem("call.no-loudspeakers", [])) }).Do(
            (_, by) => new SoundLoudspeakers(body.Text!.Trim(), by, act.Now)
        );
    }

    /// <summary>已应答: somebody dialled, or used a radio, and a living person answered.</summary>
    public static Task<Outcome<Recorded>> Answered(Guid callId, HeardByHand body, Act act) =>
        Refused(HeardByHand.Faults(body))
        ?? On(callId, act, CallPermissions.Reach)
            .Do((call, by) => new AnswerCall(body.Attempt ?? Last(call), body.Means ?? CallMeans.Telephone, by, act.Now));

    /// <summary>没人接: somebody dialled in vain; the next person is called at once.</summary>
    public static Task<Outcome<Recorded>> Unanswered(Guid callId, NotHeard body, Act act) =>
        Refused(NotHeard.Faults(body))
        ?? On(callId, act, CallPermissions.Reach)
            .Do((call, by) => new FailRing(body.Attempt ?? Last(call) ?? 1, body.Cause ?? NotHeard.Usual, by, act.Now));

    /// <summary>再叫一遍: starts again from the first rung of the ladder, if nobody has answered and nothing rings.</summary>
    public static Task<Outcome<Recorded>> Again(Guid callId, Act act) =>
        On(callId, act, CallPermissions.Reach).Do(by => new RingAgain(by, act.Now));

    /// <summary>Records that somebody has set out.</summary>
    public static Task<Outcome<Recorded>> SetOut(Guid callId, SetOut body, Act act) =>
        Refused(Features.Calls.SetOut.Faults(body))
        ?? On(callId, act, CallPermissions.Reach)
            .Do((_, by) => new SendDriver(body.Minutes is { } minutes ? act.Now.AddMinutes(minutes) : null, by, act.Now));

    /// <summary>Records that the driver has arrived and informed them.</summary>
    public static Task<Outcome<Recorded>> Reached(Guid callId, Act act) =>
        On(callId, act, CallPermissions.Reach).Do(by => new ReachByDriving(by, act.Now));

    private static int? Last(CallKnown call) => call.State.Rings.LastOrDefault()?.Attempt;

    /// <param name="own">Only the called people may act: not the street for its communities, and nobody for the one person who is
    /// rung.</param>
    private static ActOn<CallKnown> On(Guid id, Act act, Permission permission, bool own = false) =>
        act.On<CallKnown>(
            id,
            permission,
            call => Entities.Call(act.Asked.Realm, call.Id),
            call => act.Asked.Within(permission, call.State.Receiver)
        ) with
        {
            Against = call => Against(call, act.Asked, permission, own),
        };

    private static Problem? Against(CallKnown call, Asked asked, Permission permission, bool own)
    {
        var receiver = call.State.Receiver;
        if (asked.Allow(permission, asked.Within(permission, receiver)).Problem is { } problem)
            return problem;
        var called = call.State.Member is not null
            ? call.IsTo(asked)
            : asked.Grants.Any(grant => permission.Of(grant.Role) == Reach.Scope && grant.Scope.Division == receiver);
        return own && !called ? Problem.NotYours(permission) : null;
    }
}
