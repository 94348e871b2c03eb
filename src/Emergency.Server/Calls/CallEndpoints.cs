using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Server.Identity;
using Emergency.Server.Incidents;
using Emergency.Server.Problems;
using Emergency.Server.Views;

namespace Emergency.Server.Calls;

/// <summary>叫应: who is called, answered by whoever was called or by hand; who drives, and how the village was warned.</summary>
public static class CallEndpoints
{
    public static RouteGroupBuilder MapCallActs(this RouteGroupBuilder api)
    {
        api.MapGet("/calls", List).Needs(Permissions.CallRead);
        api.MapPost("/calls/{callId:guid}/awake", Awake).Needs(Permissions.CallAnswer);
        api.MapPost("/calls/{callId:guid}/pass", Pass).Needs(Permissions.CallAnswer);
        api.MapPost("/calls/{callId:guid}/proofs", Prove).Needs(Permissions.CallProve);
        api.MapPost("/calls/{callId:guid}/answered", Answered).Needs(Permissions.CallReach);
        api.MapPost("/calls/{callId:guid}/unanswered", Unanswered).Needs(Permissions.CallReach);
        api.MapPost("/calls/{callId:guid}/again", Again).Needs(Permissions.CallReach);
        api.MapPost("/calls/{callId:guid}/drive", SetOut).Needs(Permissions.CallReach);
        api.MapPost("/calls/{callId:guid}/reached", Reached).Needs(Permissions.CallReach);
        return api;
    }

    /// <summary>Calls one may know of, by whom they call; matter: those about one order or warning, also when they are over; otherwise those that are not over. receiver: only of one community or street.</summary>
    public static Outcome<Page<CalledShown>> List(Asked asked, Known known, VoiceGateway gateway, Guid? matter = null, string? receiver = null, int? limit = null, string? next = null)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(known);
        var calls = known.Of<CallsKnown>(asked.Realm);
        var found = matter is { } id ? Enum.GetValues<CallKind>().SelectMany(kind => calls.Of(kind, id)) : calls.Running.Values;
        return Page.Of(found.Where(one => (receiver is null || one.State.Receiver == receiver) && asked.Allow(Permissions.CallRead, IncidentSeen.Within(asked, Permissions.CallRead, one.State.Receiver)).Problem is null).OrderBy(Key, StringComparer.Ordinal), Key, one => CalledShown.Of(one, known, asked, gateway), limit, next, known.At);

        static string Key(CallKnown one) => $"{one.State.Receiver}/{one.Id}";
    }

    /// <summary>我醒了，我来: somebody of whom is called says so on the page; nobody else is rung.</summary>
    public static Task<Outcome<Recorded>> Awake(Guid callId, Asked asked, CallSight sight, Sending sending, CancellationToken stop) =>
        Act(callId, own: true, Permissions.CallAnswer, asked, sight, sending, (_, by) => new AnswerCall(null, CallMeans.App, by, asked.Now), stop);

    /// <summary>叫副职: who is rung cannot come; the next one is rung at once, not after the whole step.</summary>
    public static async Task<Outcome<Recorded>> Pass(Guid callId, PassedOn body, Asked asked, CallSight sight, Sending sending, CancellationToken stop) =>
        PassedOn.Faults(body) is { Count: > 0 } faults ? Problem.Bad(faults)
        : await Act(callId, own: true, Permissions.CallAnswer, asked, sight, sending, (_, by) => new FailRing(body.Attempt!.Value, PassedOn.Cause, by, asked.Now), stop);

    /// <summary>How the village was warned: loudspeaker, gong, doors knocked at. The last word about each counts.</summary>
    public static async Task<Outcome<Recorded>> Prove(Guid callId, NewProof body, Asked asked, CallSight sight, Sending sending, CancellationToken stop) =>
        NewProof.Faults(body) is { Count: > 0 } faults ? Problem.Bad(faults)
        : await Act(callId, own: false, Permissions.CallProve, asked, sight, sending, (_, by) => new TellProof(body.Kind!.Value, body.Works ?? true, body.Doors, body.Of, by, asked.Now), stop);

    /// <summary>已应答: somebody dialled, or used a radio, and a living person answered.</summary>
    public static async Task<Outcome<Recorded>> Answered(Guid callId, HeardByHand body, Asked asked, CallSight sight, Sending sending, CancellationToken stop) =>
        HeardByHand.Faults(body) is { Count: > 0 } faults ? Problem.Bad(faults)
        : await Act(callId, own: false, Permissions.CallReach, asked, sight, sending, (call, by) => new AnswerCall(body.Attempt ?? Last(call), body.Means ?? CallMeans.Telephone, by, asked.Now), stop);

    /// <summary>没人接: somebody dialled in vain; the next one is called at once.</summary>
    public static async Task<Outcome<Recorded>> Unanswered(Guid callId, NotHeard body, Asked asked, CallSight sight, Sending sending, CancellationToken stop) =>
        NotHeard.Faults(body) is { Count: > 0 } faults ? Problem.Bad(faults)
        : await Act(callId, own: false, Permissions.CallReach, asked, sight, sending, (call, by) => new FailRing(body.Attempt ?? Last(call) ?? 1, body.Cause ?? NotHeard.Usual, by, asked.Now), stop);

    /// <summary>再叫一遍: the ladder from its first rung, where nobody has answered and nothing rings.</summary>
    public static Task<Outcome<Recorded>> Again(Guid callId, Asked asked, CallSight sight, Sending sending, CancellationToken stop) =>
        Act(callId, own: false, Permissions.CallReach, asked, sight, sending, (_, by) => new RingAgain(by, asked.Now), stop);

    /// <summary>Somebody has set out.</summary>
    public static async Task<Outcome<Recorded>> SetOut(Guid callId, SetOut body, Asked asked, CallSight sight, Sending sending, CancellationToken stop) =>
        Calls.SetOut.Faults(body) is { Count: > 0 } faults ? Problem.Bad(faults)
        : await Act(callId, own: false, Permissions.CallReach, asked, sight, sending, (_, by) => new SendDriver(body.Minutes is { } minutes ? asked.Now.AddMinutes(minutes) : null, by, asked.Now), stop);

    /// <summary>Whoever drove there has told them.</summary>
    public static Task<Outcome<Recorded>> Reached(Guid callId, Asked asked, CallSight sight, Sending sending, CancellationToken stop) =>
        Act(callId, own: false, Permissions.CallReach, asked, sight, sending, (_, by) => new ReachByDriving(by, asked.Now), stop);

    private static int? Last(CallKnown call) => call.State.Rings.LastOrDefault()?.Attempt;

    /// <param name="own">Only the people who are called: not the street for its communities.</param>
    private static async Task<Outcome<Recorded>> Act(Guid id, bool own, Permission permission, Asked asked, CallSight sight, Sending sending, Func<CallKnown, By, Command> make, CancellationToken stop)
    {
        if ((await sight.Find(asked, id, stop)).Call is not { } call) return Problem.NotFound;
        var receiver = call.State.Receiver;
        var place = IncidentSeen.Within(asked, permission, receiver);
        if (asked.Allow(permission, place).Problem is { } problem) return problem;
        if (own && !asked.Grants.Any(grant => Permissions.Of(permission, grant.Role) == Reach.Scope && grant.Scope.Division == receiver)) return Problem.NotYours(permission);
        var sent = await sending.Send(asked, permission, place, Entities.Call(asked.Realm, call.Id), by => make(call, by), stop: stop);
        return sent.With(new Recorded(id, sent.Position.Value));
    }
}
