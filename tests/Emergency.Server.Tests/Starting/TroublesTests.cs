using Emergency.Server.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Emergency.Server.Tests.Starting;

/// <summary>Parts of health that anybody can see: no paths of files.</summary>
public sealed class TroublesTests
{
    [Theory]
    [InlineData(
        "no anchor can be kept in /srv/emergency/anchors: Access to the path '/srv/emergency/anchors/anchor-20261126.txt.new' is denied.",
        "no anchor can be kept in anchors: Access to the path 'anchor-20261126.txt.new' is denied."
    )]
    [InlineData("/etc/emergency/master.key lacks the master key", "master.key lacks the master key")]
    [InlineData("the gateway at https://gateway.example/rings answers 500", "the gateway at https://gateway.example/rings answers 500")]
    [InlineData("due for 3 day(s), and/or sooner", "due for 3 day(s), and/or sooner")]
    [InlineData(null, null)]
    public void A_file_is_named_without_its_folder(string? advice, string? said) =>
        new Troubles(NullLogger<Troubles>.Instance).Placeless(advice).ShouldBe(said);
}
