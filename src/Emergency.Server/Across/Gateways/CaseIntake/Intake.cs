using System.Collections.Concurrent;
using Emergency.Domain;
using Emergency.Domain.Cases;
using Emergency.Domain.Handovers;
using Emergency.Domain.Incidents;
using Emergency.Server.Across.Reactions;
using Emergency.Server.Features.Cases;
using Emergency.Server.Features.Handovers;
using Emergency.Server.Features.Hotlines;
using Emergency.Server.Features.Incidents;
using Emergency.Server.Foundation;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Dispatch;
using Emergency.Server.Infrastructure.Encryption;
using Emergency.Server.Infrastructure.Following;
using Emergency.Server.Infrastructure.Views;
using Messages = Emergency.Hotlines.Messages;

namespace Emergency.Server.Across.CaseIntake;

/// <summary>
/// Takes messages of hotlines: each goes to the case, which is one mailbox per case number, then to its incident. A case waits for no view.
/// Nothing is lost in whatever order messages come: an update of an unknown case opens it, and a cancellation that came first is applied
/// when its case comes.
/// </summary>
internal sealed class Intake(Folding folding, Sending sending, ISealing sealing, Clock clock)
{
    private readonly ConcurrentDictionary<Guid, string> _lately = new();

    /// <summary>
    /// Answers one genuine message. <paramref name="messageId"/> is the sender's webhook-id: a repeated id gets the first answer again.
    /// </summary>
    /// <param name="realm">Live for messages of a hotline; a drill's realm for those that its controller plays in a hotline's name.</param>
    public async Task<Told<Taken>> Take(
        string realm,
        Partner partner,
        string messageId,
        Messages.HotlineMessage message,
        string digest,
        CancellationToken stop
    )
    {
        var letter = new Letter(realm, partner, $"hotline:{partner.Line}", Command(partner, messageId), digest, clock.Now(realm));
        if (Heard(letter) is { } before && before != digest)
            return new Problem("command.another-request", []);
        var taken = await Take(letter, message, stop);
        if (!taken.Sent.Accepted)
            _lately.TryRemove(letter.Id, out _);
        return taken;
    }

    /// <summary>
    /// True when the message with this webhook-id has been taken: by this node, or by another as far as the views have caught up.
    /// </summary>
    public bool HasTaken(Partner partner, string messageId) =>
        Command(partner, messageId) is var id && (_lately.ContainsKey(id) || folding.Now.Of<LettersKnown>().Digests.ContainsKey(id));

    private static Guid Command(Partner partner, string messageId) => Derived.Command($"hotline:{partner.Line}", messageId);

    /// <summary>
    /// Digest of an earlier message with this id, or of this one where there was none. The views include a message a moment after it was
    /// taken: until then this node remembers it itself.
    /// </summary>
    private string? Heard(Letter letter)
    {
        var known = folding.Now.Of<LettersKnown>(letter.Realm).Digests;
        if (_lately.Count > LettersKnown.Most)
            foreach (var id in _lately.Keys.Where(known.ContainsKey))
                _lately.TryRemove(id, out _);
        return known.GetValueOrDefault(letter.Id) ?? _lately.GetOrAdd(letter.Id, letter.Digest);
    }

    private async Task<Told<Taken>> Take(Letter letter, Messages.HotlineMessage message, CancellationToken stop)
    {
        switch (message.Content)
        {
            case Messages.CaseCreated created:
                return await Tell(
                    CaseReading.Key(letter.Partner, created.CaseNumber),
                    key => CaseReading.Facts(key, created, folding.Now, Home(letter)),
                    created.Text(),
                    letter,
                    stop
                );
            case Messages.CaseUpdated updated:
                return await Tell(
                    CaseReading.Key(letter.Partner, updated.CaseNumber),
                    key => CaseReading.Facts(key, updated, folding.Now, Home(letter), letter.Realm, message.Time),
                    updated.Text(Before(CaseReading.Key(letter.Partner, updated.CaseNumber), letter)),
                    letter,
                    stop
                );
            case Messages.CaseCancelled cancelled:
                return await Cancel(CaseReading.Key(letter.Partner, cancelled.CaseNumber), cancelled.Reason, letter, stop);
            case Messages.HandoverAnswer answer:
                return await Answer(answer, letter, stop);
            default:
                throw new Unforeseen(message.Content);
        }
    }

    private async Task<Told<Taken>> Tell(CaseKey key, Func<CaseKey, CaseFacts> read, CaseText text, Letter letter, CancellationToken stop)
    {
        var incident = await Key(letter.Realm, key, stop);
        var report = Derived.Id<ReportId>(letter.Id, 0);
        var (told, caller) = await Callers.Apart(sealing, text, report, stop);
        var facts = read(key) with { Text = sealing.Seal(incident.Value, told), Caller = caller };
        var received = await letter.Send(
            sending,
            Entities.Case(letter.Realm, key),
            new ReceiveCase(facts, incident, report, letter.At),
            0,
            stop
        );
        if (!received.Accepted)
            return new(null, received);
        // A case that is no emergency waits, unless somebody has made it an incident before.
        if (
            !CaseRules.IsEmergency(facts)
            && (await folding.With(known => known.At >= received.Position, stop)).Of<CasesKnown>(letter.Realm).Find(incident) is not null
        )
            return new(new Taken(null, null, received.Position.Value), received);
        // The first event of a case is its first message; later messages are added to the incident that it opened.
        var next = new Reacted(
            Entities.Incident(letter.Realm, incident),
            received.Sequence == 1
                ? CaseOpensIncident.Opening(facts, report, letter.At)
                : CaseOpensIncident.Adding(facts, report, letter.At),
            0
        );
        for (var step = 1; ; step++)
        {
            var sent = await letter.Send(sending, next.To, next.Command, step, stop);
            if (sent.Accepted)
                return new(new Taken(Guid.Parse(next.To.Key), null, sent.Position.Value), sent);
            // The case is durable: a command that is refused now is sent by the reaction later.
            if (
                step == 3
                || CaseOpensIncident.Instead(letter.Realm, facts, incident, report, letter.At, sent.Problem!.Code) is not { } instead
            )
                return new(new Taken(incident.Value, null, received.Position.Value), received);
            next = instead;
        }
    }

    private async Task<Told<Taken>> Cancel(CaseKey key, string? reason, Letter letter, CancellationToken stop)
    {
        var incident = await Key(letter.Realm, key, stop);
        var text = sealing.Seal(incident.Value, new FreeText(reason ?? ""));
        var cancelled = await letter.Send(sending, Entities.Case(letter.Realm, key), new CancelCase(text, letter.At, incident), 0, stop);
        if (!cancelled.Accepted)
            return new(null, cancelled);
        var sent = await letter.Send(
            sending,
            Entities.Incident(letter.Realm, incident),
            new WithdrawReports(key, text, letter.At),
            1,
            stop
        );
        var position = sent.Accepted ? sent.Position : cancelled.Position;
        var opened = cancelled.Sequence > 1 && sent.Problem?.Code != Incident.Unknown.Text;
        return new(new Taken(opened ? incident.Value : null, null, position.Value), cancelled with { Position = position });
    }

    /// <summary>
    /// Takes an answer to a hand-over. It may come before this node's views include the hand-over: they are waited for, because its words
    /// lie under the incident's key.
    /// </summary>
    private async Task<Told<Taken>> Answer(Messages.HandoverAnswer answer, Letter letter, CancellationToken stop)
    {
        var id = new HandoverId(answer.HandoverId);
        if (
            (await folding.With(known => known.Of<HandoversKnown>(letter.Realm).Find(id) is not null, stop))
                .Of<HandoversKnown>(letter.Realm)
                .Find(id)
            is not { } handover
        )
            return Problem.Of(Handover.Unknown);
        await sealing.Ensure([handover.Facts.Incident.Value], stop);
        var sent = await letter.Send(
            sending,
            Entities.Handover(letter.Realm, id),
            Said(letter.Partner.Line, answer, words => sealing.Seal(handover.Facts.Incident.Value, words), letter.At),
            0,
            stop
        );
        return new(sent.Accepted ? new Taken(handover.Facts.Incident.Value, answer.HandoverId, sent.Position.Value) : null, sent);
    }

    /// <summary>Words so far of a waiting case: an update states only changes.</summary>
    private CaseText? Before(CaseKey key, Letter letter) =>
        folding.Now.Of<CasesKnown>(letter.Realm).Find(CaseReading.Incident(letter.Realm, key)) is { } waiting
            ? Callers.Whole(waiting.Facts, sealing)
            : null;

    private string Home(Letter letter) => Placing.Home(folding.Now, letter.Realm, letter.Partner.Home);

    private static PartnerSays Said(string line, Messages.HandoverAnswer answer, Func<PartnerWords, Sealed> seal, DateTimeOffset at)
    {
        // A partner whose clock is ahead of ours must not be able to send a message today that outranks all of its messages tomorrow.
        answer = answer with
        {
            At = answer.At < at ? answer.At : at,
        };
        var words = seal(new(answer.Reference, answer.Text, (answer as Messages.HandoverReturned)?.CauseAsWritten));
        return answer switch
        {
            Messages.HandoverAccepted said => new AcceptHandover(line, words, said.At, at),
            Messages.HandoverReturned said => new ReturnHandover(line, CauseOf(said.Cause), said.Minutes, words, said.At, at),
            Messages.HandoverProgressed said => new ProgressHandover(line, words, said.At, at),
            Messages.HandoverCompleted said => new CompleteHandover(line, words, said.At, at),
            _ => throw new Unforeseen(answer),
        };
    }

    private static ReturnCause CauseOf(Messages.ReturnCause said) =>
        said switch
        {
            Messages.ReturnCause.Duplicate => ReturnCause.Duplicate,
            Messages.ReturnCause.NotOurs => ReturnCause.NotOurs,
            Messages.ReturnCause.Incomplete => ReturnCause.Incomplete,
            Messages.ReturnCause.NoVehicle => ReturnCause.NoVehicle,
            _ => ReturnCause.Other,
        };

    // Words of a case are sealed under the key of the incident that it opens or would open.
    private async ValueTask<IncidentId> Key(string realm, CaseKey key, CancellationToken stop)
    {
        var incident = CaseReading.Incident(realm, key);
        await sealing.Ensure([incident.Value], stop);
        return incident;
    }

    /// <summary>A message as the sender of several commands: each has its own id, and a retry has the same ones.</summary>
    private sealed record Letter(string Realm, Partner Partner, string Sender, Guid Id, string Digest, DateTimeOffset At)
    {
        public ValueTask<Sent> Send(Sending sending, Engine.EntityId to, Command command, int step, CancellationToken stop) =>
            sending.Send(Sender, to, command, step == 0 ? Id : Derived.Id(Id, $"step-{command.GetType().Name}"), Digest, At, stop: stop);
    }
}

/// <summary>The answer to a message: the incident or hand-over that it concerns, and the position to read after.</summary>
internal sealed record Taken(Guid? IncidentId, Guid? HandoverId, long Position);
