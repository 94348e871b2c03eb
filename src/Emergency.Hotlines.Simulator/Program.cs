return await Emergency.Hotlines.Simulator.LineProgram.Run(args, Console.Out, Console.Error);
