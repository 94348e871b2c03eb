using Emergency.Domain;
using Emergency.Domain.Calls;
using Emergency.Engine;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.Calls;

/// <summary>Until it is over, to who is called and everybody above.</summary>
internal sealed class CallLights : LightsOf<CallsKnown, CallId>
{
    protected override string View => "call";

    protected override IEnumerable<CallId> Touched(CallsKnown before, CallsKnown after, Happened happened) =>
        [new(Guid.Parse(happened.Entity.Key))];

    protected override IEnumerable<CallId> Near(CallsKnown state, string realm, Group group) =>
        group.Kind == "division" ? state.Running.Where(one => IsTold(one.Value.State)).Select(one => one.Key) : [];

    // Of a person's call a desk is told when nobody was reached: who is rung sees the task or the call-out itself.
    private static bool IsTold(Call call) => !call.About!.IsPersonal && (call.Member is null || call.Unheard);

    protected override Light? Of(CallsKnown state, CallId thing, string realm) =>
        state.Find(thing) is { State: { Over: null } call } known && IsTold(call)
            ? new(thing.ToString(), () => CallLight.Of(known), Audience.Division(realm, call.Receiver))
            : null;
}

/// <summary>A call on a desk or a phone: whom, how far up the ladder, until when, who answered how, who drives, and how the village was warned. Never a name or number.</summary>
/// <param name="Matter">Id of the order or warning.</param>
/// <param name="Due">Until then the rung that rings may answer; null where nothing rings.</param>
/// <param name="Over">Set where what it was about is over.</param>
/// <param name="Member">The one person who is called; null where it is whoever has the desk there.</param>
/// <param name="Incident">What it is about belongs to it.</param>
/// <param name="Broadcast">What the loudspeakers there were last asked to say.</param>
/// <param name="GaveUp">Since then it is said that the person was not reached.</param>
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

/// <summary>Who answered: by voice, on the page, or as told by somebody who dialled.</summary>
/// <param name="Who">The rung that was ringing; null where nothing rang.</param>
/// <param name="Role">On the page: the role of who answered. Told by hand: the role of who heard it. Null where the gateway did.</param>
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
