using Emergency.Engine.Storage;
using Emergency.Testing;

namespace Emergency.Engine.Tests;

public sealed class NodeNameTests
{
    [Fact]
    public void A_node_that_comes_back_on_its_folder_is_the_same_to_the_others()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["data"]);
        string first;
        using (var name = NodeName.Of(folder["data"]))
            first = name.Name;
        using var again = NodeName.Of(folder["data"]);
        again.Name.ShouldBe(first);
    }

    [Fact]
    public void Two_nodes_on_one_folder_are_two()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["data"]);
        using var one = NodeName.Of(folder["data"]);
        using var other = NodeName.Of(folder["data"]);
        (other.Name == one.Name).ShouldBeFalse();
    }

    [Fact]
    public void A_name_that_was_cut_off_is_written_anew()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder["data"]);
        File.WriteAllText(Path.Combine(folder["data"], "node"), "0190");
        string first;
        using (var name = NodeName.Of(folder["data"]))
            first = name.Name;
        using var again = NodeName.Of(folder["data"]);
        again.Name.ShouldBe(first);
    }
}
