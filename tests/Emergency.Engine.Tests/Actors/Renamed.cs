using Emergency.Engine.Contract;

namespace Emergency.Engine.Tests.Actors;

/// <summary>A ledger under another name.</summary>
internal sealed class Renamed(string kind) : IDecider
{
    private readonly LedgerDecider _ledger = new();

    public string Kind => kind;
    public object Initial => _ledger.Initial;

    public Decided Decide(object state, object command) => _ledger.Decide(state, command);

    public object Evolve(object state, object happened) => _ledger.Evolve(state, happened);
}
