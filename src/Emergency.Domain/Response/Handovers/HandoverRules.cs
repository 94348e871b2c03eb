using static Emergency.Domain.Decision;

namespace Emergency.Domain.Handovers;

public sealed partial record Handover
{
    public DateTimeOffset? Due { get; init; }

    public static Decision Decide(Handover state, Command command) =>
        command switch
        {
            Remind c => state.Due <= c.At ? new HandoverUnconfirmed(c.At) : Nothing,
            OfferHandover c => state.Stage == HandoverStage.None
                ? new HandoverQueued(c.Facts, c.Facts.ByVoice ? c.At : c.Facts.ReplyBefore, c.By, c.At)
                : Nothing,
            HandoverCommand when state.Facts is null => Reject(Unknown),
            // A centre cannot answer for another one.
            PartnerSays c when c.Line != state.Facts.Over => Reject(Unknown),
            MarkDelivered c => state.Stage == HandoverStage.Queued ? new HandoverDelivered(c.At) : Nothing,
            MarkRefused c => state.Waits && state.Refusal?.Status != c.Status ? new HandoverRefused(c.Status, c.At) : Nothing,
            // A handover that somebody must dial is not in the queue of messages.
            RetryHandover when state is { Stage: HandoverStage.Queued, Waits: false } => Reject(NotSent),
            RetryHandover c => state.Waits ? new HandoverRetried(c.By, c.At) : Nothing,
            RecallHandover c => state.Stage == HandoverStage.Queued ? new HandoverRecalled(c.By, c.At) : Nothing,
            AnswerHandover when state.Facts.Hotline is not null => Reject(NotAddressed),
            AnswerHandover when state.Stage == HandoverStage.Completed => Nothing,
            AnswerHandover c => Answered(state, c),
            CallPartner { Confirmed: true } when state.Confirmed => Nothing,
            CallPartner c => new HandoverCalled(c.Confirmed, c.Note, c.By, c.At, c.Confirmed ? null : state.Due),
            PartnerSays when state.Stage == HandoverStage.Completed => Nothing,
            // In doubt we stay responsible: of two answers with the same time, "returned" counts.
            ReturnHandover c => state.Stage == HandoverStage.Returned || c.SaidAt < state.SaidAt || c.SaidAt <= state.ReturnedAt
                ? Nothing
                : new HandoverReturned(c.Cause, c.Minutes, c.Words, c.SaidAt, c.At),
            PartnerSays c when state.Stage == HandoverStage.Returned && c.SaidAt <= state.SaidAt => Nothing,
            AcceptHandover c => state.Confirmed && !state.ByVoice ? Nothing : new HandoverAccepted(c.Words, c.SaidAt, c.At),
            ProgressHandover c => state.Stage == HandoverStage.Progressed && c.SaidAt <= state.SaidAt
                ? Nothing
                : new HandoverProgressed(c.Words, c.SaidAt, c.At),
            CompleteHandover c => new HandoverCompleted(c.Words, c.SaidAt, c.At),
            _ => throw new Unforeseen(command),
        };

    private static Decision Answered(Handover state, AnswerHandover c) =>
        c.Word switch
        {
            HandoverWord.Return => state.Stage == HandoverStage.Returned
                ? Nothing
                : new HandoverReturned(c.Cause ?? ReturnCause.Other, null, c.Words, c.At, c.At, c.By),
            HandoverWord.Accept => state.Confirmed && !state.ByVoice ? Nothing : new HandoverAccepted(c.Words, c.At, c.At, c.By),
            HandoverWord.Progress => new HandoverProgressed(c.Words, c.At, c.At, c.By),
            HandoverWord.Complete => new HandoverCompleted(c.Words, c.At, c.At, c.By),
            _ => throw new Unforeseen(c.Word),
        };

    public static Handover Evolve(Handover state, Event happened) =>
        happened switch
        {
            HandoverQueued e => None with { Stage = HandoverStage.Queued, Facts = e.Facts, OfferedBy = e.By, Due = e.Due },
            HandoverDelivered => state with { Stage = HandoverStage.Delivered, Refusal = null },
            HandoverRefused e => state with { Refusal = new(e.Status, e.At) },
            HandoverRecalled => state with { Stage = HandoverStage.Recalled, Due = null, Refusal = null },
            HandoverRetried e => state with { Refusal = null, RetriedAt = e.At },
            HandoverUnconfirmed => state with { Unconfirmed = true, Due = null },
            HandoverCalled { Confirmed: true } e => state with
            {
                Stage = HandoverStage.Accepted,
                ByVoice = true,
                ConfirmedAt = e.At,
                Due = null,
                Refusal = null,
            },
            HandoverCalled e => state with { Due = e.Due },
            HandoverAccepted e => Confirm(state, HandoverStage.Accepted, e.Words, e.SaidAt, e.At),
            HandoverReturned e => state with
            {
                Stage = HandoverStage.Returned,
                Cause = e.Cause,
                Minutes = e.Minutes,
                Words = e.Words,
                SaidAt = Later(state.SaidAt, e.SaidAt),
                ReturnedAt = e.SaidAt,
                ByVoice = false,
                ConfirmedAt = null,
                Due = null,
                Refusal = null,
            },
            HandoverProgressed e => Confirm(state, HandoverStage.Progressed, e.Words, e.SaidAt, e.At),
            HandoverCompleted e => Confirm(state, HandoverStage.Completed, e.Words, e.SaidAt, e.At),
            _ => throw new Unforeseen(happened),
        };

    private static Handover Confirm(Handover state, HandoverStage stage, Sealed? words, DateTimeOffset saidAt, DateTimeOffset at) =>
        state with
        {
            Stage = stage,
            Words = words ?? state.Words,
            SaidAt = Later(state.SaidAt, saidAt),
            ByVoice = false,
            Cause = null,
            Minutes = null,
            ConfirmedAt = state.ConfirmedAt ?? at,
            Due = null,
            Refusal = null,
        };

    private static DateTimeOffset Later(DateTimeOffset? known, DateTimeOffset said) => known > said ? known.Value : said;
}
