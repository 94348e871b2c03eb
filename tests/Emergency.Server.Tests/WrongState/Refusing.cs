using Emergency.Domain;
using Emergency.Server.Tests.Fixtures;

namespace Emergency.Server.Tests.WrongState;

/// <summary>People of the quarter who ask for impossible things: each time the problem is the named one and nothing is written.</summary>
[Collection(nameof(Quarter))]
public abstract class Refusing(Quarter quarter) : IAsyncLifetime
{
    protected Quarter Quarter => quarter;
    protected Api Duty { get; private set; } = null!;
    protected Api Street { get; private set; } = null!;
    protected Api Secretary { get; private set; } = null!;
    protected Api UnitChief { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (Duty, Street) = (await quarter.As(Role.CountyDuty), await quarter.As(Role.StreetOfficer));
        (Secretary, UnitChief) = (await quarter.As(Role.Secretary), await quarter.As(Role.UnitChief));
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected async Task Refused(Api who, string path, object body, int status, string code)
    {
        await quarter.News();
        var answer = await who.Post(path, body);
        answer.Is(status).Code.ShouldBe(code, $"{path}: {answer.Text}");
        answer.String("title").ShouldNotBeNullOrWhiteSpace();
        (await quarter.Written(who)).ShouldBeEmpty(path);
    }

    protected Task Refused(Api who, string path, int status, string code) => Refused(who, path, new { }, status, code);

    protected static async Task Done(Api who, string path, object? body = null)
    {
        var answer = await who.Post(path, body ?? new { });
        answer.Status.ShouldBeInRange(200, 201, $"{path}: {answer.Text}");
    }

    /// <summary>Opens a task for the unit chief; returns its address.</summary>
    protected async Task<string> TaskFor(Guid incident, string @class = "life")
    {
        var professional = @class == "professional";
        var members = professional ? [] : new[] { QuarterRegisters.Member(QuarterRegisters.Here, Role.UnitChief) };
        var answer = await Secretary.Post(
            $"/api/incidents/{incident}/tasks",
            new
            {
                community = QuarterRegisters.Here,
                @class,
                text = "看一下老人",
                members,
                professionals = professional ? ["供电"] : Array.Empty<string>(),
                allowSeconds = 3600,
            }
        );
        return $"/api/incidents/{incident}/tasks/{answer.Is(201).String("id")}";
    }
}
