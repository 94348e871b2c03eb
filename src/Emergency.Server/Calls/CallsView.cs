using Emergency.Domain;
using Emergency.Domain.Accounts;
using Emergency.Domain.Calls;
using Emergency.Engine;
using Emergency.Server.Views;

namespace Emergency.Server.Calls;

/// <summary>Folds calls; who is called and everybody above hears of each ring and answer. What is over is nobody's light.</summary>
public sealed class CallsView : View<CallsKnown>
{
    private const string Call = "call";

    public override string Name => "calls";
    public override CallsKnown Empty => CallsKnown.None;

    protected override CallsKnown Fold(CallsKnown state, Happened happened, Changes changes)
    {
        if (happened.Event is not CallEvent e) return state;
        var id = new CallId(Guid.Parse(happened.Entity.Key));
        var before = state.Find(id);
        var after = new CallKnown(id, Domain.Calls.Call.Evolve(before?.State ?? Domain.Calls.Call.None, e), before?.At ?? happened.Meta.At);
        changes.Division(happened.Entity.Realm, e.Receiver, Call, id.ToString(), after.State.Over is null ? CallLight.Of(after) : null);
        return state.With(after);
    }

    public override void Show(CallsKnown state, string realm, Group group, Changes changes)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(changes);
        if (group.Kind != "division") return;
        foreach (var one in state.Running.Values)
            if (one.State.Receiver.StartsWith(group.Id, StringComparison.Ordinal)) changes.To(group, Call, one.Id.ToString(), CallLight.Of(one));
    }
}

/// <summary>A call on a desk or a phone: whom, how far up the ladder, until when, who answered how, who drives, and how the village was warned. Never a name or number.</summary>
/// <param name="Matter">Id of the order or warning.</param>
/// <param name="Due">Until then the rung that rings may answer; null where nothing rings.</param>
/// <param name="Over">Set where what it was about is over.</param>
public sealed record CallLight(CallId Id, CallKind About, Guid Matter, string Receiver, ListOf<Ring> Rings, DateTimeOffset At, DateTimeOffset? Due, HeardLight? Heard, Drive? Drive, ListOf<VillageProof> Proofs, CallEnd? Over)
{
    public static CallLight Of(CallKnown call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var state = call.State;
        return new(call.Id, state.About!.Kind, state.About.Id, state.Receiver, state.Rings, call.At, state.Due, HeardLight.Of(state), state.Drive, state.Proofs, state.Over);
    }
}

/// <summary>Who answered: by voice, on the page, or as told by somebody who dialled.</summary>
/// <param name="Who">The rung that was ringing; null where nothing rang.</param>
/// <param name="Role">On the page: the role of who answered. Told by hand: the role of who heard it. Null where the gateway did.</param>
public sealed record HeardLight(CallMeans Means, CallRung? Who, Role? Role, DateTimeOffset At)
{
    public static HeardLight? Of(Call state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Answer is not { } answer) return null;
        var rung = answer.Attempt is { } attempt ? state.Rings.FirstOrDefault(ring => ring.Attempt == attempt) : state.Rings.Count > 0 ? state.Rings[^1] : null;
        return new(answer.Means, rung?.Who, answer.By?.Role, answer.At);
    }
}
