namespace Emergency.Domain.Calls;

/// <summary>Channels by which a ring goes out, beside the page itself, which always shows it. Messages about a life ring by all at once and
/// at any hour; messages that can wait by the channels each person has chosen, and never by voice.</summary>
public static class CallChannels
{
    /// <summary>Number of times a person is rung before they are reported as not reached.</summary>
    public const int Tries = 2;

    private static readonly ListOf<CallChannel> All = [CallChannel.Push, CallChannel.Sms, CallChannel.Voice];

    /// <summary>Tells whether a life can depend on it: all but a call-out that belongs to no incident, visits that are late by their
    /// interval, and requests to a volunteer.</summary>
    public static bool IsLife(CallMatter? about) =>
        about is not ({ Kind: CallKind.CallOut, Incident: null } or { Kind: CallKind.Visit or CallKind.Volunteer });

    /// <summary>Returns the channels by which it rings at least; none where the person has chosen.</summary>
    public static ListOf<CallChannel> Of(CallMatter? about) => IsLife(about) ? All : [];

    /// <summary>Returns the channels used of a person's own order: the first that reaches them, and if nobody answers, all of
    /// them.</summary>
    /// <param name="tried">Number of the ring since the ladder began, from 1.</param>
    public static IEnumerable<CallChannel> Turn(IEnumerable<CallChannel> reaching, int tried) => tried <= 1 ? reaching.Take(1) : reaching;

    /// <summary>Returns the seconds for which one ring to a person can stay unanswered, by the value in force there.</summary>
    public static int StepSeconds(CallMatter about, InForce inForce, string community) =>
        inForce is null ? throw new ArgumentNullException(nameof(inForce))
        : IsLife(about) ? inForce.Seconds(Deadlines.CallLifeStep, community)
        : inForce.Seconds(Deadlines.CallPersonStep, community);
}
