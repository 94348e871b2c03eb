using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Calls;

/// <summary>Signals of running calls to the receiver and all divisions above.</summary>
internal sealed class CallLights : LightsOf<CallsKnown, CallId>
{
    protected override string View => "call";

    protected override IEnumerable<CallId> Touched(CallsKnown before, CallsKnown after, Happened happened) =>
        [new(Guid.Parse(happened.Entity.Key))];

    protected override IEnumerable<CallId> Near(CallsKnown state, string realm, Group group) =>
        group.Kind == "division" ? state.Running.Where(one => IsTold(one.Value.State)).Select(one => one.Key) : [];

    // Desks see a person's call only once that person was not reached; the rung person sees the task or call-out itself.
    private static bool IsTold(Call call) => !call.About!.IsPersonal && (call.Member is null || call.Unheard);

    protected override Light? Of(CallsKnown state, CallId thing, string realm) =>
        state.Find(thing) is { State: { Over: null } call } known && IsTold(call)
            ? new(thing.ToString(), () => CallLight.Of(known), Audience.Division(realm, call.Receiver))
            : null;
}

/// <summary>A call on a desk or a phone: receiver, rung of the ladder, deadline, answer, driver, and the ways by which the village was warned. It never contains a name or number.</summary>
/// <param name="Matter">Id of the order or warning.</param>
/// <param name="Due">Time until which the current rung can answer; null where nothing rings.</param>
/// <param name="Over">Set where the matter of the call is over.</param>
/// <param name="Member">The one person who is called; null where the call is to the desk there.</param>
/// <param name="Incident">Incident that the matter belongs to.</param>
/// <param name="Broadcast">Last text that the loudspeakers there were asked to say.</param>
/// <param name="GaveUp">Time since which the person counts as not reached.</param>
internal sealed record CallLight(
    CallId Id,
    CallKind About,
    Guid Matter,
    string Receiver,
    ListOf<Ring> Rings,
    DateTimeOffset At,
    DateTimeOffset? Due,
    HeardLight? Heard,
    Drive? Drive,
    ListOf<VillageProof> Proofs,
    CallEnd? Over,
    MemberId? Member = null,
    IncidentId? Incident = null,
    DateTimeOffset? GaveUp = null,
    Broadcast? Broadcast = null
)
{
    public static CallLight Of(CallKnown call)
    {
        var state = call.State;
        return new(
            call.Id,
            state.About!.Kind,
            state.About.Id,
            state.Receiver,
            state.Rings,
            call.At,
            state.Due,
            HeardLight.Of(state),
            state.Drive,
            state.Proofs,
            state.Over,
            state.Member,
            state.About.Incident,
            state.Told ? null : state.GaveUp,
            state.Broadcast
        );
    }
}

/// <summary>The answer to a call: by voice, on the page, or recorded by somebody who dialled.</summary>
/// <param name="Who">The rung that was ringing; null where nothing rang.</param>
/// <param name="Role">Role of the person who answered on the page, or of the one who recorded a telephone answer. Null where the gateway reported it.</param>
internal sealed record HeardLight(CallMeans Means, CallRung? Who, Role? Role, DateTimeOffset At)
{
    public static HeardLight? Of(Call state)
    {
        if (state.Answer is not { } answer)
            return null;
        var rung =
            answer.Attempt is { } attempt ? state.Rings.FirstOrDefault(ring => ring.Attempt == attempt)
            : state.Rings.Count > 0 ? state.Rings[^1]
            : null;
        return new(answer.Means, rung?.Who, answer.By?.Role, answer.At);
    }
}
