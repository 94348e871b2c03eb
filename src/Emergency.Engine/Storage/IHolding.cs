namespace Emergency.Engine.Storage;

/// <summary>The list of duties and of the nodes that hold them.</summary>
public interface IHolding
{
    /// <summary>Takes or renews a duty for <paramref name="term"/> by the clock of whoever keeps the list. False where another node holds it.</summary>
    ValueTask<bool> HoldDuty(string duty, string node, TimeSpan term, CancellationToken stop);

    /// <summary>Gives a duty back; nothing where another node holds it.</summary>
    ValueTask ReleaseDuty(string duty, string node, CancellationToken stop);
}
