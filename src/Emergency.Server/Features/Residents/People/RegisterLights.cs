using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>Tells only that a register changed.</summary>
internal sealed class RegisterLights : DivisionLights<ResidentsKnown>
{
    protected override string View => "register";

    protected override IEnumerable<string> Within(ResidentsKnown state, string division) => state.RegistersIn(division);

    protected override object? Of(ResidentsKnown state, string division) =>
        state.Registers.TryGetValue(division, out var register)
            ? new RegisterLight(division, register.At.Value, register.ConsentsAt.Value)
            : null;
}

/// <summary>
/// Broadcast that a register of residents changed: the position of its newest event and none of its content.
/// <paramref name="ConsentsAt"/>: position of the newest answer about consent, at which pages close opened records.
/// </summary>
internal sealed record RegisterLight(string Community, long At, long ConsentsAt);
