namespace Emergency.Domain.Calls;

/// <summary>By which channels a ring goes out, beside the page itself, which always shows it. What is about a life rings by all at once and at any hour; what can wait is a push first and a text next, and never a voice at night.</summary>
public static class CallChannels
{
    /// <summary>So often a person is rung before it is said that they were not reached.</summary>
    public const int Tries = 2;

    private static readonly ListOf<CallChannel> All = [CallChannel.Push, CallChannel.Sms, CallChannel.Voice],
        First = [CallChannel.Push],
        Then = [CallChannel.Push, CallChannel.Sms];

    /// <summary>Whether a life may hang on it: all but a call-out that belongs to no incident, and visits that are late by their interval.</summary>
    public static bool IsLife(CallMatter? about) => about is not ({ Kind: CallKind.CallOut, Incident: null } or { Kind: CallKind.Visit });

    /// <param name="attempt">Counted from 1 since the ladder began.</param>
    public static ListOf<CallChannel> Of(CallMatter? about, int attempt) =>
        IsLife(about) ? All
        : attempt <= 1 ? First
        : Then;

    /// <summary>How long one ring to a person may stay unanswered, in seconds, as it is in force there.</summary>
    public static int StepSeconds(CallMatter about, InForce inForce, string community) =>
        inForce is null ? throw new ArgumentNullException(nameof(inForce))
        : IsLife(about) ? inForce.Seconds(Deadlines.CallLifeStep, community)
        : inForce.Seconds(Deadlines.CallPersonStep, community);
}
