using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Following;

/// <summary>
/// A link between two nouns: an event of one makes commands for the other. It is pure: it looks things up only in the views, at the event's
/// position or later.
/// </summary>
internal interface IReaction
{
    /// <summary>Stable name from which the command ids are derived, such as "case-opens-incident".</summary>
    string Name { get; }

    /// <summary>
    /// True when it must also follow the events before it was introduced, in a data folder filled by an earlier program. Only for a
    /// reaction whose omission would stay wrong for ever, and which is as right years later.
    /// </summary>
    bool ReadsThePast => false;

    /// <summary>
    /// The commands that an event calls for; none for most events. Ordinals are distinct and mean the same command on every run.
    /// </summary>
    IEnumerable<Reacted> React(Happened happened, Known known);

    /// <summary>The response to a refusal: further commands, or nothing more with the reason.</summary>
    Otherwise Refused(Happened happened, Reacted reacted, Problem problem);
}

/// <summary>
/// A command for an entity. <paramref name="Ordinal"/> numbers the commands that a reaction makes from one event, including those after
/// refusals.
/// </summary>
internal sealed record Reacted(EntityId To, Command Command, int Ordinal);

/// <summary>The response to a refused command.</summary>
internal sealed record Otherwise(IReadOnlyList<Reacted> Instead, string? Reason)
{
    public static Otherwise Send(params IReadOnlyList<Reacted> instead) => new(instead, null);

    /// <summary>Ends without further commands; <paramref name="reason"/> is for the log and holds no personal data.</summary>
    public static Otherwise Done(string reason) => new([], reason);
}
