using Emergency.Domain;
using Emergency.Engine;
using Emergency.Server.Foundation.Problems;
using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Infrastructure.Following;

/// <summary>One pair of nouns: what an event of one asks of the other. Pure: what it looks up is what views know, at the event's position or later.</summary>
internal interface IReaction
{
    /// <summary>Stable: the command ids are derived from it. "case-opens-incident".</summary>
    string Name { get; }

    /// <summary>Whether it must also see what happened before it was made, in a folder that an earlier program has filled: only where what it puts right would stay wrong for ever, and is as right years later.</summary>
    bool ReadsThePast => false;

    /// <summary>The commands an event asks for; nothing for most events. Ordinals are distinct and say the same thing on every run.</summary>
    IEnumerable<Reacted> React(Happened happened, Known known);

    /// <summary>What a refusal asks for: further commands, or nothing more with the reason.</summary>
    Otherwise Refused(Happened happened, Reacted reacted, Problem problem);
}

/// <summary>A command for an entity. <paramref name="Ordinal"/> numbers the commands one reaction draws from one event, those of refusals too.</summary>
internal sealed record Reacted(EntityId To, Command Command, int Ordinal);

/// <summary>The other outcome.</summary>
internal sealed record Otherwise(IReadOnlyList<Reacted> Instead, string? Reason)
{
    public static Otherwise Send(params IReadOnlyList<Reacted> instead) => new(instead, null);

    /// <summary>No more to do; <paramref name="reason"/> is for the log and holds no personal data.</summary>
    public static Otherwise Done(string reason) => new([], reason);
}
