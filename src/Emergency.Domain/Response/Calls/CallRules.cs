using static Emergency.Domain.Decision;

namespace Emergency.Domain.Calls;

public sealed partial record Call
{
    /// <summary>Name of the only due time of a call: that of the rung that rings now.</summary>
    internal const string Step = "step";

    public static Decision Decide(Call state, Command command) =>
        command switch
        {
            Remind c => state.Due <= c.At && !state.Told && state.Over is null ? Of([NextRung(state, c.At)]) : Nothing,
            BeginCall { About: not null } c when (c.From == CallRung.Person) != (c.Member is not null) => Reject(BadPerson),
            BeginCall c => state.About is null ? Of(Begin(c)) : Nothing,
            EndCall c => state.About is null || state.Over is not null
                ? Nothing
                : new CallEnded(state.About, state.Receiver, c.Cause, c.At),
            CallCommand when state.About is null => Reject(Unknown),
            PlaceRing c => On(
                state,
                c.Attempt,
                ring => ring.State == RingState.Asked ? new RingPlaced(state.About, state.Receiver, c.Attempt, c.Member, c.At) : Nothing
            ),
            AnswerCall { Attempt: { } attempt } c => On(state, attempt, _ => Answered(state, c)),
            AnswerCall c => Answered(state, c),
            TellChannel c => On(state, c.Attempt, ring => Tell(state, ring, c)),
            FailRing c => On(state, c.Attempt, ring => ring.State is RingState.Asked or RingState.Placed ? Of(Fail(state, c)) : Nothing),
            TellProof c => Prove(state, c),
            TellBroadcast c => TellOfBroadcast(state, c),
            ReachByDriving when state.Drive?.Reached is not null => Nothing,
            RingAgain when state.Told => Nothing,
            CallCommand when state.Over is not null => Reject(Ended),
            SoundLoudspeakers c => Sound(state, c),
            RingAgain c => state.Due is not null
                ? Nothing
                : Of([new CallRepeated(state.About, state.Receiver, c.By, c.At), Asked(state, First(state), c.At)]),
            SendDriver or ReachByDriving when state.Member is not null => Reject(BadPerson),
            SendDriver c => state.Drive is { SentAt: not null } drive && drive.Arrives == c.Arrives
                ? Nothing
                : new DriverSent(state.About, state.Receiver, c.Arrives, c.By, c.At),
            ReachByDriving c => new ReachedByDriving(state.About, state.Receiver, c.By, c.At),
            _ => throw new Unforeseen(command),
        };

    private static IEnumerable<Event> Begin(BeginCall c)
    {
        var begun = new CallBegun(c.About, c.Receiver, Math.Clamp(c.StepSeconds, 1, LongestStep), c.From, c.At, c.Member);
        return [begun, NextRung(Evolve(None, begun), c.At)];
    }

    private static CallRung First(Call state) => state.Member is null ? CallRung.Duty : CallRung.Person;

    private static Event NextRung(Call state, DateTimeOffset at) =>
        state.Member is { } member && state.Tried >= CallChannels.Tries ? new CallUnreached(state.About!, state.Receiver, member, at)
        : state.Next == CallRung.Drive ? new DriveAsked(state.About!, state.Receiver, at)
        : Asked(state, state.Next, at);

    private static RingAsked Asked(Call state, CallRung who, DateTimeOffset at) =>
        new(state.About!, state.Receiver, state.Rings.Count + 1, who, at.AddSeconds(state.StepSeconds), at, CallChannels.Of(state.About));

    private static Decision Tell(Call state, Ring ring, TellChannel c) =>
        ring.Channels.FirstOrDefault(one => one.Channel == c.Channel) is var proof && !MayTell(proof, c)
            ? Reject(UnknownChannel, $"{c.Channel}", $"{c.Attempt}")
        : proof is not null && IsNoNews(proof.State, c.State) ? Nothing
        : new ChannelTold(state.About!, state.Receiver, c.Attempt, c.Channel, c.State, c.Cause, c.At);

    // Voice has commands of its own (PlaceRing, FailRing). A text reported as delivered must have been asked for.
    private static bool MayTell(ChannelProof? known, TellChannel told) =>
        told.Channel != CallChannel.Voice && (known is not null || told.State != ChannelState.Delivered);

    private static Decision On(Call state, int attempt, Func<Ring, Decision> decide) =>
        state.Rings.FirstOrDefault(ring => ring.Attempt == attempt) is { } ring ? decide(ring) : Reject(UnknownRing, $"{attempt}");

    // A person who calls back late is heard all the same; a second answer changes nothing.
    private static Decision Answered(Call state, AnswerCall c) =>
        state.Told || state.Over is not null ? Nothing : new CallHeard(state.About!, state.Receiver, c.Attempt, c.Means, c.By, c.At);

    // A ring that fails while the next one rings already, or after somebody was told, rings nobody. A person can still see the text: they
    // keep the whole step.
    private static IEnumerable<Event> Fail(Call state, FailRing c)
    {
        yield return new RingFailed(state.About!, state.Receiver, c.Attempt, c.Cause, c.By, c.At);
        if (state.Member is null && !state.Told && state.Over is null && state.Due is not null && c.Attempt == state.Rings.Count)
            yield return NextRung(state, c.At);
    }

    private static Decision Prove(Call state, TellProof c)
    {
        if (c.Kind == ProofKind.Doors ? c is not { Doors: >= 0, Of: > 0 } || c.Doors > c.Of : c.Doors is not null || c.Of is not null)
            return Reject(BadDoors);
        return state.Proofs.Any(proof => proof.Kind == c.Kind && proof.Works == c.Works && proof.Doors == c.Doors && proof.Of == c.Of)
            ? Nothing
            : new ProofTold(state.About!, state.Receiver, c.Kind, c.Works, c.Doors, c.Of, c.By, c.At);
    }

    // Everybody who lives there hears a broadcast, so only warnings issued to be spread are broadcast, and only where people were called. A
    // whole street at once would wake its other villages too. A broadcast under way is not begun twice.
    private static Decision Sound(Call state, SoundLoudspeakers c) =>
        state.About!.Kind is not (CallKind.Warning or CallKind.Lifting) || state.Member is not null || !IsVillage(state.Receiver)
            ? Reject(NotToAll)
        : state.Broadcast is { State: ChannelState.Queued or ChannelState.Sent } ? Nothing
        : new BroadcastAsked(state.About, state.Receiver, (state.Broadcast?.Attempt ?? 0) + 1, c.Text, c.By, c.At);

    private static bool IsVillage(string receiver) => receiver.Length == 12;

    private static Decision TellOfBroadcast(Call state, TellBroadcast c) =>
        state.Broadcast is not { } said || said.Attempt < c.Attempt ? Reject(UnknownBroadcast, $"{c.Attempt}")
        : said.Attempt > c.Attempt || IsNoNews(said.State, c.State) ? Nothing
        : new BroadcastTold(state.About!, state.Receiver, c.Attempt, c.State, c.Cause, c.At);

    // A gateway repeats its reports and their order changes; a message reported as failed can still arrive.
    private static bool IsNoNews(ChannelState known, ChannelState told) =>
        told == ChannelState.Queued
        || told == known
        || known == ChannelState.Delivered
        || (known == ChannelState.Failed && told != ChannelState.Delivered);

    private static ListOf<VillageProof> With(ListOf<VillageProof> proofs, VillageProof proof) =>
        [.. proofs.Where(one => one.Kind != proof.Kind), proof];

    public static Call Evolve(Call state, Event happened) =>
        happened switch
        {
            CallBegun e => None with
            {
                About = e.About,
                Receiver = e.Receiver,
                StepSeconds = e.StepSeconds,
                Next = e.From,
                Member = e.Member,
            },
            RingAsked e => state with
            {
                Rings =
                [
                    .. state.Rings.Where(ring => ring.Attempt != e.Attempt),
                    new Ring(e.Attempt, e.Who, RingState.Asked, null, e.At)
                    {
                        Channels = [.. (e.Channels ?? []).Select(channel => new ChannelProof(channel, ChannelState.Queued))],
                    },
                ],
                Next = e.Who switch
                {
                    CallRung.Person => CallRung.Person,
                    CallRung.Duty => CallRung.Deputy,
                    _ => CallRung.Drive,
                },
                Tried = state.Tried + 1,
                Due = e.Due,
            },
            RingPlaced e => With(
                With(state, e.Attempt, RingState.Placed, null),
                e.Attempt,
                new ChannelProof(CallChannel.Voice, ChannelState.Sent, null, e.At)
            ),
            RingFailed e => With(
                With(state, e.Attempt, RingState.Failed, e.Cause),
                e.Attempt,
                new ChannelProof(CallChannel.Voice, ChannelState.Failed, e.Cause, e.At)
            ),
            ChannelTold e => WithWord(state, e),
            CallUnreached e => state with { GaveUp = e.At, Due = null },
            CallHeard e => (e.Attempt is { } attempt ? With(state, attempt, RingState.Answered, null) : state) with
            {
                Answer = new(e.Attempt, e.Means, e.By, e.At),
                Due = null,
            },
            DriveAsked e => state with { Drive = (state.Drive ?? new(null, null, null, null)) with { AskedAt = e.At }, Due = null },
            DriverSent e => state with { Drive = (state.Drive ?? new(null, null, null, null)) with { SentAt = e.At, Arrives = e.Arrives } },
            ReachedByDriving e => state with { Drive = (state.Drive ?? new(null, null, null, null)) with { Reached = e.At }, Due = null },
            CallRepeated => state with { Next = First(state), Drive = null, GaveUp = null, Tried = 0 },
            ProofTold e => state with { Proofs = With(state.Proofs, new(e.Kind, e.Works, e.Doors, e.Of, e.At)) },
            BroadcastAsked e => state with { Broadcast = new(e.Attempt, e.Text, ChannelState.Queued, null, e.At) },
            BroadcastTold e => state with
            {
                Broadcast = state.Broadcast is { } said ? said with { State = e.State, Cause = e.Cause, At = e.At } : null,
                Proofs = e.State is ChannelState.Delivered or ChannelState.Failed
                    ? With(state.Proofs, new(ProofKind.Loudspeaker, e.State == ChannelState.Delivered, null, null, e.At))
                    : state.Proofs,
            },
            CallEnded e => state with { Over = e.Cause, Due = null },
            _ => throw new Unforeseen(happened),
        };

    private static Call With(Call state, int attempt, RingState to, string? cause) =>
        state with
        {
            Rings = [.. state.Rings.Select(ring => ring.Attempt == attempt ? ring with { State = to, Cause = cause } : ring)],
        };

    // A channel the person has chosen is added to the ring with its first report.
    private static Call WithWord(Call state, ChannelTold e)
    {
        var proof = new ChannelProof(e.Channel, e.State, e.Cause, e.At);
        return state.Rings.Any(ring => ring.Attempt == e.Attempt && ring.Channels.All(one => one.Channel != e.Channel))
            ? state with
            {
                Rings =
                [
                    .. state.Rings.Select(ring => ring.Attempt == e.Attempt ? ring with { Channels = [.. ring.Channels, proof] } : ring),
                ],
            }
            : With(state, e.Attempt, proof);
    }

    private static Call With(Call state, int attempt, ChannelProof proof) =>
        state with
        {
            Rings =
            [
                .. state.Rings.Select(ring =>
                    ring.Attempt == attempt
                        ? ring with
                        {
                            Channels = [.. ring.Channels.Select(one => one.Channel == proof.Channel ? proof : one)],
                        }
                        : ring
                ),
            ],
        };
}
