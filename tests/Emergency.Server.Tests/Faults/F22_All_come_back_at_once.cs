using Emergency.Domain;

namespace Emergency.Server.Tests.Live;

public sealed partial class LiveHubTests
{
    [Fact]
    public async Task F22_for_many_who_come_at_once_the_state_is_computed_once()
    {
        var token = await _stage.SignIn("duty", Role.CountyDuty, County);
        var ears = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => _stage.Listen(token)));
        var answers = await Task.WhenAll(ears.Select(ear => ear.Join("division", County)));
        answers.ShouldAllBe(answer => answer["snapshot"]!.AsArray().Count == 1);
        _stage.Shown.Asked.ShouldBe(1);
    }
}
