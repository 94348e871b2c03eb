namespace Emergency.Domain.Calls;

/// <summary>By which channels a ring goes out, beside the page itself, which always shows it. What is about a life rings by all at once and at any hour; what can wait by what each person has chosen, and never by voice.</summary>
public static class CallChannels
{
    /// <summary>So often a person is rung before it is said that they were not reached.</summary>
    public const int Tries = 2;

    private static readonly ListOf<CallChannel> All = [CallChannel.Push, CallChannel.Sms, CallChannel.Voice];

    /// <summary>Whether a life may hang on it: all but a call-out that belongs to no incident, visits that are late by their interval, and what a volunteer is asked for.</summary>
    public static bool IsLife(CallMatter? about) =>
        about is not ({ Kind: CallKind.CallOut, Incident: null } or { Kind: CallKind.Visit or CallKind.Volunteer });

    /// <summary>By what it rings at least; none where the person has chosen.</summary>
    public static ListOf<CallChannel> Of(CallMatter? about) => IsLife(about) ? All : [];

    /// <summary>What of a person's own order is used: the first channel that reaches them, and if nobody answers, all of them.</summary>
    /// <param name="tried">Which ring it is since the ladder began, from 1.</param>
    public static IEnumerable<CallChannel> Turn(IEnumerable<CallChannel> reaching, int tried) => tried <= 1 ? reaching.Take(1) : reaching;

    /// <summary>How long one ring to a person may stay unanswered, in seconds, as it is in force there.</summary>
    public static int StepSeconds(CallMatter about, InForce inForce, string community) =>
        inForce is null ? throw new ArgumentNullException(nameof(inForce))
        : IsLife(about) ? inForce.Seconds(Deadlines.CallLifeStep, community)
        : inForce.Seconds(Deadlines.CallPersonStep, community);
}
