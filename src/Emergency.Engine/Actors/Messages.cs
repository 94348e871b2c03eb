using Emergency.Engine.Entities;

namespace Emergency.Engine.Actors;

/// <summary>Messages that may go from one node to another.</summary>
internal interface ITravels;

/// <summary>A command on its way to its entity.</summary>
internal sealed record Errand(string Stream, object Command, Meta Meta) : ITravels;

/// <summary>The answer of the entity.</summary>
internal sealed record Answer(Reply Reply) : ITravels;

/// <summary>The entity went away before it could say anything: nobody knows what was done, and the same command may be sent again.</summary>
/// <param name="Undone">It is known that nothing was done.</param>
internal sealed record Again(string Why, bool Undone = false) : ITravels
{
    /// <summary>The decision does not hold: another node had written to the entity.</summary>
    public static readonly Again OtherWasFirst = new("another node was first", Undone: true);

    /// <summary>It ended with the command unread, as it does when another node was first with the command before.</summary>
    public static readonly Again NobodyThere = new("the entity was not there", Undone: true);
}

/// <summary>To an entity: nobody has used it for long.</summary>
internal sealed record Rest
{
    public static readonly Rest Now = new();
}

/// <summary>To an entity: its node or its shard goes. It ends behind what it is storing.</summary>
internal sealed record End
{
    public static readonly End Now = new();
}

/// <summary>To an entity: its stream was at this sequence when it was looked at.</summary>
internal sealed record Seen(long Sequence);

/// <summary>To an entity: what it is before the rows that its journal replayed.</summary>
internal sealed record Begun(EntityCore Core);
