using Emergency.Server.Infrastructure.Views;

namespace Emergency.Server.Features.People;

/// <summary>Only that a register changed.</summary>
internal sealed class RegisterLights : DivisionLights<ResidentsKnown>
{
    protected override string View => "register";

    protected override IEnumerable<string> Within(ResidentsKnown state, string division) => state.RegistersIn(division);

    protected override object? Of(ResidentsKnown state, string division) =>
        state.Registers.TryGetValue(division, out var register)
            ? new RegisterLight(division, register.At.Value, register.ConsentsAt.Value)
            : null;
}

/// <summary>That a register of residents changed, as it is broadcast: the position of its newest event and nothing of what is in it. <paramref name="ConsentsAt"/>: when somebody last said yes or no; records that are open are closed then.</summary>
internal sealed record RegisterLight(string Community, long At, long ConsentsAt);
