namespace Emergency.Engine.Actors;

/// <summary>The entity that an actor is, and the node on which it wakes. An actor is given it and passes it on to <see cref="EntityActor"/>.</summary>
public sealed class Seat
{
    internal Seat(string stream, Surroundings around) => (Stream, Around) = (stream, around);

    /// <summary>The entity's stream, "realm/kind/key".</summary>
    public string Stream { get; }

    internal Surroundings Around { get; }
}
